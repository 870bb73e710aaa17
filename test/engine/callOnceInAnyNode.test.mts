import type { IDataObject } from 'n8n-workflow';

import { cart1688 } from '../../dist/nodes/shared/catalog/cart1688.js';
import { product1688 } from '../../dist/nodes/shared/catalog/product1688.js';
import { taobaoProduct } from '../../dist/nodes/shared/catalog/taobaoProduct.js';
import type { Fault } from '../sandbox/faults.mts';
import { keyOf } from '../sandbox/handler.mts';
import { PandaPonApi, type callOnce } from '../support/engine/n8nPackages.mts';
import { probeNode } from '../support/engine/probeNode.mts';
import { runOnEngine, type EngineResult, type EngineRun } from '../support/engine/runOnEngine.mts';
import { startSandbox } from '../support/engine/sandboxWith.mts';

type Call = Omit<Parameters<typeof callOnce>[1], 'credential'>;

const post: Call = {
	endpoint: product1688.searchByKeyword,
	body: '{"keyword":"lamp"}',
	timeoutMs: 10_000,
};
/** Each kind of call that a node can make; the sandbox answers it with code 200. */
const calls: Array<[string, Call]> = [
	['POST', post],
	['GET', { endpoint: cart1688.list, timeoutMs: 10_000 }],
	[
		'GET with a query',
		{
			endpoint: taobaoProduct.get,
			query: { itemId: '2059624776425880794' },
			timeoutMs: 10_000,
		},
	],
];

async function probe(
	call: Call,
	fields: Record<string, string>,
	run: Partial<EngineRun> = {},
): Promise<EngineResult> {
	return await runOnEngine({
		nodeType: probeNode((credential) => ({ ...call, credential })),
		credentials: [{ type: new PandaPonApi(), fields }],
		items: [{}],
		workflowId: 'probe',
		...run,
	});
}

const answers = ({ outputs }: EngineResult): IDataObject[] =>
	outputs.flat().map(({ json }) => json);

describe.each(calls)('callOnce in any node, %s', (_name, call) => {
	const { method, path } = call.endpoint;

	test('is signed and answered, once for each item', async () => {
		const sandbox = await startSandbox();
		const { status, outputs } = await probe(call, sandbox.credential, { items: [{}, {}, {}] });
		expect(status).toBe('success');
		expect(outputs).toEqual([
			[0, 1, 2].map((item) => ({
				json: expect.objectContaining({
					kind: 'answered',
					httpStatus: 200,
					body: expect.stringContaining('"code":200'),
				}),
				pairedItem: { item },
			})),
		]);
		expect(sandbox.calls).toEqual(
			Array(3).fill(expect.objectContaining({ method, path, refused: undefined })),
		);
		expect(new Set(sandbox.nonces).size).toBe(3);
	});

	test('every pass of a loop calls again', async () => {
		const sandbox = await startSandbox();
		const { passes } = await probe(call, sandbox.credential, { passes: 3 });
		expect(passes).toHaveLength(3);
		expect(sandbox.calls).toHaveLength(3);
	});

	test.each<Fault>([
		{ kind: 'resetBeforeAnswer' },
		{ kind: 'resetInsideAnswer' },
		{ kind: 'hang' },
		{ kind: 'drip', everyMs: 100 },
		{ kind: 'statusCut', status: 401, how: 'length' },
		{ kind: 'statusCut', status: 401, how: 'chunks' },
		{ kind: 'statusCut', status: 401, how: 'encoding' },
	])('%j is unclear, and not resent', async (fault) => {
		const sandbox = await startSandbox();
		sandbox.fault('every', fault, path);
		const hangs = fault.kind === 'hang' || fault.kind === 'drip';
		const timeoutMs = hangs ? 1500 : call.timeoutMs;
		const result = await probe({ ...call, timeoutMs }, sandbox.credential);
		expect(result.status).toBe('success');
		expect(answers(result)).toEqual([{ kind: 'unclear', reason: expect.any(String) }]);
		expect(sandbox.calls).toHaveLength(1);
	});

	test.each<[Fault, number]>([
		[{ kind: 'slow', ms: 20 }, 200],
		[{ kind: 'html' }, 200],
		[{ kind: 'cutOffJson' }, 200],
		[{ kind: 'empty' }, 200],
		[{ kind: 'code', code: 10012 }, 200],
		...([301, 302, 303, 307, 308] as const).map((status): [Fault, number] => [
			{ kind: 'redirect', status },
			status,
		]),
		...[400, 401, 403, 429, 500, 503].flatMap((status): Array<[Fault, number]> => [
			[{ kind: 'status', status }, status],
			[{ kind: 'echo', status }, status],
		]),
	])('%j counts as an answer, and is not resent', async (fault, httpStatus) => {
		const sandbox = await startSandbox();
		sandbox.fault('every', fault, path);
		const result = await probe(call, sandbox.credential);
		expect(result.status).toBe('success');
		expect(answers(result)).toEqual([
			expect.objectContaining({ kind: 'answered', httpStatus, body: expect.any(String) }),
		]);
		expect(JSON.stringify(result.run)).not.toContain(sandbox.keys.accessSecret);
		expect(sandbox.calls).toHaveLength(1);
	});

	test('a refused connection proves that nothing was sent', async () => {
		const sandbox = await startSandbox();
		const result = await probe(call, { ...sandbox.credential, baseUrl: 'http://127.0.0.1:1' });
		expect(result.status).toBe('success');
		expect(answers(result)).toEqual([
			{ kind: 'notSent', reason: 'No connection to the API could be made (ECONNREFUSED)' },
		]);
		expect(sandbox.calls).toEqual([]);
	});

	test('a wrong secret is refused by the API, not by the node', async () => {
		const sandbox = await startSandbox();
		const result = await probe(call, { ...sandbox.credential, accessSecret: 'wrong' });
		expect(result.status).toBe('success');
		expect(answers(result)).toEqual([expect.objectContaining({ httpStatus: 401 })]);
		expect(sandbox.calls).toEqual([expect.objectContaining({ refused: 'wrong signature' })]);
	});
});

test('a credential that cannot be read fails the node, not the harness', async () => {
	const { status, message } = await runOnEngine({
		nodeType: probeNode((credential) => ({ ...post, credential })),
		credentials: [{ type: new PandaPonApi(), fields: undefined }],
		items: [{}],
		workflowId: 'probe',
	});
	expect([status, message]).toEqual(['error', 'Credentials could not be decrypted']);
});

test('the query arrives as it was meant, digits and odd characters too', async () => {
	const seen: unknown[] = [];
	const sandbox = await startSandbox({
		handlers: {
			[keyOf(taobaoProduct.get)]: (_account, query) => {
				seen.push(query);
				return { data: null };
			},
		},
	});
	const query = { itemId: '2059624776425880794', words: '台灯 & a=b?#/%+', empty: '' };
	await probe({ endpoint: taobaoProduct.get, query, timeoutMs: 2000 }, sandbox.credential);
	expect(seen).toEqual([query]);
});
