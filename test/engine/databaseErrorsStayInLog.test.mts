import { plain, tally } from '../support/engine/batchPay.mts';
import { deduplicator } from '../support/engine/deduplicator.mts';
import { logger } from '../support/engine/n8nPackages.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';

describe("the database's own words", () => {
	const words = 'connect ECONNREFUSED db.internal:5432';

	test.each([
		[true, true],
		[true, false],
		[false, true],
		[false, false],
	])(
		'are in the log and in no item, skipSubmitted %s, lookUpFirst %s',
		async (skipSubmitted, lookUpFirst) => {
			const { pay } = await sandboxWith(12);
			const error = jest.spyOn(logger, 'error');
			deduplicator.failure = new Error(words);
			const result = await pay({ options: { ...plain, skipSubmitted, lookUpFirst } });
			expect(tally(result)).toEqual(skipSubmitted ? { notSent: 12 } : { submitted: 12 });
			expect(JSON.stringify(result)).not.toContain('db.internal');
			expect(error).toHaveBeenCalledWith(expect.stringContaining(words));
		},
	);

	test('so are they after a check', async () => {
		const { pay } = await sandboxWith(12);
		const error = jest.spyOn(logger, 'error');
		deduplicator.failure = new Error(words);
		const result = await pay({ parameters: { mode: 'check' } });
		expect(tally(result)).toEqual({ ready: 12 });
		expect(JSON.stringify(result)).not.toContain('db.internal');
		expect(error).toHaveBeenCalledWith(expect.stringContaining(words));
	});

	test.each([undefined, 'continueRegularOutput'] as const)(
		'so are those about an unreadable credential, On Error %s',
		async (onError) => {
			const { sandbox, pay } = await sandboxWith(2);
			const error = jest.spyOn(logger, 'error');
			const credentialGone = () => {
				throw Object.assign(new Error(words), { code: 'ECONNREFUSED' });
			};
			const result = await pay({ credentialGone, options: plain, node: { onError } });
			expect(result.success).toEqual([]);
			expect(JSON.stringify({ ...result, run: result.run.data.resultData.runData })).not.toContain(
				'db.internal',
			);
			expect(error).toHaveBeenCalledWith(expect.stringContaining(words));
			expect(sandbox.calls).toEqual([]);
		},
	);
});
