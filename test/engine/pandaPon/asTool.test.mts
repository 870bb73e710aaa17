import { make, sandboxFor } from '../../support/engine/literalCall.mts';
import { changes, reads } from './calls/all.mts';

/** n8n makes a node type of its own for a node that is used as a tool. */
const node = { type: 'n8n-nodes-pandapon.pandaPonTool' };

const REFUSAL =
	'Nothing was sent. As a tool, this node only reads: this operation changes the account or pays. Do not try again; ask a person to run it in a workflow.';

test.each(reads)('%s reads as a tool', async (_name, call) => {
	const sandbox = await sandboxFor(call);
	const result = await make(call, sandbox, { node });
	expect(result.items).toEqual(call.items);
});

describe.each([
	['Stop', undefined],
	['Retry On Fail', { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 }],
])('with %s', (_name, settings) => {
	test.each(changes)('%s is refused before anything leaves', async (_call, call) => {
		const sandbox = await sandboxFor(call);
		const result = await make(call, sandbox, { node: { ...node, ...settings } });
		expect(result.status).toBe('error');
		expect(result.message).toBe(REFUSAL);
		expect(result.items).toEqual([]);
		expect(sandbox.calls).toEqual([]);
	});
});

describe.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
	'with On Error: %s',
	(onError) => {
		test.each(changes)('every item of %s says that it was not sent', async (_name, call) => {
			const sandbox = await sandboxFor(call);
			const result = await make(call, sandbox, {
				items: [{ a: 1 }, { a: 2 }],
				node: { ...node, onError },
			});
			const expected: unknown = expect.objectContaining({
				outcome: 'notSent',
				errorReason: REFUSAL,
				advice: 'Nothing was changed. Do not try again: a person has to run it in a workflow.',
			});
			expect(result.items).toEqual([expected, expected]);
			expect(result.linkedTo).toEqual([0, 1]);
			expect(sandbox.calls).toEqual([]);
		});
	},
);

test.each(changes)("%s is refused where n8n's Assistant runs it alone", async (_name, call) => {
	const sandbox = await sandboxFor(call);
	const result = await make(call, sandbox, {
		alone: true,
		workflowName: 'Execute node test.pandaPon',
	});
	expect(result.message).toContain("Nothing was sent. n8n's Assistant runs this node alone");
	expect(sandbox.calls).toEqual([]);
});
