// Calls of the PandaPon node, held to examples that were written by hand from PandaPon's pages.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../sandbox/faults.mts';
import type { Sandbox } from '../../sandbox/sandbox.mts';
import { callOnEngine, type CallOutcome, type CallRun } from './callOnEngine.mts';
import { startSandbox } from './sandboxWith.mts';

/** A call as it is documented. Nothing in it comes from the catalog, which it is there to judge. */
export interface LiteralCall {
	/** Values of the node's parameters. */
	resource: string;
	operation: string;
	parameters?: INodeParameters;
	/** Tells apart several examples of one operation. */
	when?: string;
	effect: 'reads' | 'changes' | 'pays';
	method: 'GET' | 'POST';
	path: string;
	/** As it stands behind the question mark. */
	query?: string;
	/** JSON text. */
	body?: string;
	/** Bodies of the calls that follow: a list that does not say how long it is ends where a page repeats. */
	followedBy?: string[];
	/** `data` of the answer, as JSON text: a bare number of 19 digits is no JavaScript number. */
	data: string;
	/** What comes out. */
	items: IDataObject[];
}

/** How PandaPon wraps `data`. */
export const envelopeAround = (data: string): string =>
	`{"requestId":"c0ffee","code":200,"developId":null,"msg":"成功","data":${data}}`;

/** What a call that changes something puts out when it was done. */
export const done = (fields: IDataObject): IDataObject => ({
	outcome: 'done',
	errorReason: null,
	advice: null,
	requestId: 'c0ffee',
	code: 200,
	httpStatus: 200,
	...fields,
});

/** Every call to a path is answered with this text and HTTP 200. */
export const answering = (body: string): Fault => ({
	kind: 'status',
	status: 200,
	body,
	processed: false,
});

/** The order whose payment link is asked for. */
export const UNPAID = '2059624776425880794';

/**
 * A sandbox that knows one unpaid order, and meets calls to the example's path with the fault, or with its answer.
 *
 * @param calls Every call, or the n-th one.
 */
export async function sandboxFor(
	{ path, data }: Pick<LiteralCall, 'path' | 'data'>,
	fault: Fault = answering(envelopeAround(data)),
	calls: number | 'every' = 'every',
): Promise<Sandbox> {
	const sandbox = await startSandbox();
	sandbox.account.addOrders([UNPAID]);
	sandbox.fault(calls, fault, path);
	return sandbox;
}

/** Makes the example's call on n8n's engine. */
export async function make(
	{ resource, operation, parameters }: LiteralCall,
	sandbox: Sandbox,
	run: Partial<CallRun> = {},
): Promise<CallOutcome> {
	const { credential } = sandbox;
	return await callOnEngine({
		resource,
		operation,
		credential,
		...run,
		parameters: { ...parameters, ...run.parameters },
	});
}

/** The calls that reached the example's path, as text; JSON with all digits of its numbers. */
export const callsTo = (sandbox: Sandbox, { path }: Pick<LiteralCall, 'path'>) =>
	sandbox.calls
		.filter((call) => call.path === path)
		.map(({ method, query, body, contentType, refused }) => ({
			method,
			query,
			body: exactly(body),
			contentType,
			refused,
		}));

/** The same of an example. */
export const documented = ({ method, query = '', body = '' }: LiteralCall) => ({
	method,
	query,
	body: exactly(body),
	contentType: method === 'POST' && body !== '' ? 'application/json' : undefined,
	refused: undefined,
});

/** The same of all calls that the example leads to. */
export const allDocumented = (call: LiteralCall) => [
	documented(call),
	...(call.followedBy ?? []).map((body) => documented({ ...call, body })),
];

/** Reads JSON with all digits, so that `1`, `"1"` and a rounded number differ; JSON text inside it is read, too, and marked. */
export function exactly(text: string): unknown {
	return text === '' ? '' : JSON.parse(text, keepDigits);
}

function keepDigits(_key: string, value: unknown, context?: { source: string }): unknown {
	if (typeof value === 'number') return { digits: context!.source };
	if (typeof value === 'string' && /^[[{]/.test(value)) return { jsonText: exactly(value) };
	return value;
}

/** Tests that each example's call leaves as documented, and that its answer is read. */
export function testCalls(calls: LiteralCall[]): void {
	test.each(
		calls.map((call) => [[call.operation, call.when].filter(Boolean).join(', '), call] as const),
	)('%s: request and answer as documented', async (_name, call) => {
		const sandbox = await sandboxFor(call);
		const result = await make(call, sandbox);
		expect(result.message).toBeUndefined();
		expect(callsTo(sandbox, call)).toEqual(allDocumented(call));
		expect(result.items).toEqual(call.items);
		expect(result.linkedTo).toEqual(call.items.map(() => 0));
	});
}
