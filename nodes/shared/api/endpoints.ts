/** One call of the PandaPon API. */
export interface Endpoint {
	method: 'GET' | 'POST';
	/** Path under the base address, with its leading slash. */
	path: string;
	/** What the call does to the account. The caller must see to it that what `changes` or `pays` is sent once. */
	effect: 'reads' | 'changes' | 'pays';
}

/** The catalog of the calls that the nodes make; docs/api.md says how each is known. */
export const endpoints = {
	keywordQuery: { method: 'POST', path: '/alibaba/product/keywords/query', effect: 'reads' },
	orderDetail: { method: 'POST', path: '/alibaba/order/detail', effect: 'reads' },
	batchPayment: { method: 'POST', path: '/alibaba/order/batch/submit/to/pay', effect: 'pays' },
} as const satisfies Record<string, Endpoint>;
