import type { SandboxOrder } from './account.mts';

const PAY_STATUS: Record<string, number> = { waitbuyerpay: 1, cancel: 8, terminated: 8 };
const PAID = 2;

/** What 1688 shows a buyer of an order's payment; names and values as 1688 documents them. */
export function buyerView(
	orderId: string,
	{ status, price, stages, tradeTerms, tradeType = '50060' }: SandboxOrder,
): Record<string, unknown> {
	const terms = tradeTerms ?? stages ?? [PAY_STATUS[status.trim().toLowerCase()] ?? PAID];
	const paid = terms.includes(PAID);
	return {
		baseInfo: {
			// Rounded, next to the exact text, as in 1688's own sample.
			id: Number(orderId),
			idOfStr: orderId,
			status,
			totalAmount: price / 100,
			tradeType: stages === undefined ? tradeType : '7',
			...(paid && { payTime: '20241124093000000+0800' }),
			...(stages !== undefined && {
				newStepOrderList: stages.map((payStatus, phase) => ({ payStatus, phase: phase + 1 })),
			}),
		},
		tradeTerms: terms.map((payStatus, phase) => ({
			payStatus: String(payStatus),
			phase: phase + 1,
			phasAmount: price / 100,
		})),
	};
}
