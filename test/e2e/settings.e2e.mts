// n8n's own settings, which a user may switch, in every combination and situation, on a real n8n.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { findFaults, type Run } from '../pages/settings/findFaults.mts';
import { measureSettings, PAGE } from '../pages/settings/measureSettings.mts';

test(
	'whatever the Settings tab says, ledger and outputs are right, and docs/settings.md tells what happens',
	{ timeout: 590_000 },
	async () => {
		const { text, observed } = await measureSettings();
		assert.equal(observed.length, 192);
		assert.deepEqual(
			observed.flatMap(({ situation, settings, faults }) =>
				faults.map((fault) => `${situation.title}, ${JSON.stringify(settings)}: ${fault}`),
			),
			[],
		);
		assert.equal(
			text,
			readFileSync(PAGE, 'utf8'),
			'docs/settings.md is out of date: npm run docs -- settings',
		);
	},
);

test('the judge of these runs finds each kind of fault', () => {
	const item = (orderId: string, row: number, fields: object) => ({
		json: { orderId, ...fields },
		pairedItem: { item: row },
	});
	const failed = {
		outcome: 'rejected',
		retrySafe: true,
		errorReason: 'closed',
		advice: 'take it off the list',
	};
	const summary = (counts: object) => ({ json: { ...counts }, pairedItem: [{ item: 0 }] });
	const good: Run = {
		status: 'success',
		settings: {
			onError: 'stopWorkflow',
			retryOnFail: false,
			alwaysOutputData: false,
			executeOnce: false,
		},
		rows: [
			['1', '2'],
			['3', '4'],
		],
		outputs: [
			[item('1', 0, { outcome: 'submitted' }), item('3', 1, { outcome: 'paid' })],
			[item('2', 0, failed), item('4', 1, failed)],
			[summary({ orders: 4, submitted: 1, paid: 1, rejected: 2 })],
			[],
		],
		arrived: [],
		calls: 1,
		submissions: (orderId) => (['1', '3'].includes(orderId) ? 1 : 0),
	};
	const judge = (run: Partial<Run>) =>
		findFaults({ ...good, arrived: run.outputs ?? good.outputs, ...run });
	const [success, failure, summed] = good.outputs;
	const nothingSent = { outputs: [[], [], [], []], calls: 0, submissions: () => 0 };

	const faulty: Record<string, Partial<Run>> = {
		'submitted twice': { submissions: (orderId) => good.submissions(orderId) * 2 },
		'on Success, not in the ledger': { submissions: () => 0 },
		'safe to send again, in the ledger': { submissions: () => 1 },
		'an order is lost': {
			outputs: [success, failure.slice(1), [summary({ orders: 3, rejected: 1 })], []],
		},
		'an order left twice': {
			outputs: [success, [...failure, failure[0]], [summary({ orders: 5, rejected: 3 })], []],
		},
		'linked to another row': {
			outputs: [success, [item('2', 1, failed), failure[1]], summed, []],
		},
		'an empty item among orders': {
			outputs: [[...success, { json: {} }], failure, summed, []],
		},
		'no summary': { outputs: [success, failure, [], []] },
		'two summaries': { outputs: [success, failure, [...summed, ...summed], []] },
		'a wrong summary': {
			outputs: [success, failure, [summary({ orders: 4, submitted: 2, rejected: 2 })], []],
		},
		'something on the error output': { outputs: [success, failure, summed, [item('5', 1, {})]] },
		'did not arrive at the next node': { arrived: [success, [], summed, []] },
		'a row that Execute Once leaves out': { settings: { ...good.settings, executeOnce: true } },
		'failed after paying': { status: 'error' },
		'neither a success nor an error': { ...nothingSent, status: 'canceled' },
	};
	assert.deepEqual(judge({}), []);
	assert.deepEqual(judge({ ...nothingSent, status: 'error' }), []);
	for (const [what, run] of Object.entries(faulty)) assert.notDeepEqual(judge(run), [], what);
});
