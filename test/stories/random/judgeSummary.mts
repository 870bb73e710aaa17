import type { IDataObject } from 'n8n-workflow';

import { InvariantBroken, INVARIANTS } from './invariants.mts';
import { isOrder } from './judgeItems.mts';
import type { Scenario } from './scenario.mts';

const SUCCESSES = ['submitted', 'paid'];
const FAILURES = [
	'rejected',
	'ready',
	'notSent',
	'amountExceeded',
	'notPayable',
	'invalid',
	'alreadySubmitted',
	'unknown',
];
/** The outcomes whose amounts each sum holds; what was paid counts by who sent it. */
const SUMS = {
	amountReady: ['ready'],
	amountUnclear: ['alreadySubmitted', 'unknown'],
	amountFailed: ['rejected', 'notSent', 'amountExceeded', 'notPayable', 'invalid'],
};

/** Adds the items up, each order once, and compares. */
export function judgeSummary(
	scenario: Scenario,
	modes: unknown[],
	success: IDataObject[],
	failure: IDataObject[],
	summary: IDataObject | undefined,
): void {
	const fail = (detail: string): never => {
		throw new InvariantBroken(INVARIANTS.summary, detail);
	};
	const items = [...success, ...failure];
	const byOrder = new Map<unknown, IDataObject>();
	for (const item of items.filter((each) => isOrder(scenario, each))) {
		const other = byOrder.get(item.orderId) ?? item;
		if (other.outcome !== item.outcome || other.orderAmount !== item.orderAmount)
			fail(`${String(item.orderId)} has two results`);
		byOrder.set(item.orderId, item);
	}
	const orders = [...byOrder.values()];
	const all = [...orders, ...items.filter((each) => !isOrder(scenario, each))];
	const failed = all.filter(({ outcome }) => FAILURES.includes(String(outcome)));
	const count = (of: IDataObject[], outcome: string) =>
		of.filter((item) => item.outcome === outcome).length;
	const yuan = (some: IDataObject[]) =>
		some.reduce((fen, { orderAmount }) => fen + Math.round(Number(orderAmount ?? 0) * 100), 0) /
		100;
	const sum = (outcomes: string[]) =>
		yuan(orders.filter(({ outcome }) => outcomes.includes(String(outcome))));
	const paid = orders.filter(({ outcome }) => outcome === 'paid');
	const paidNow = paid.filter(({ batch }) => batch !== null);

	const { reasons, text, tookSeconds, mode, ...numbers } = summary ?? fail('there is none');
	const expected: Record<string, number> = {
		orders: all.length,
		...Object.fromEntries([...SUCCESSES, ...FAILURES].map((name) => [name, count(all, name)])),
		...Object.fromEntries(Object.entries(SUMS).map(([name, outcomes]) => [name, sum(outcomes)])),
		amountSubmitted: yuan([...orders.filter(({ outcome }) => outcome === 'submitted'), ...paidNow]),
		amountFoundPaid: yuan(paid.filter((order) => !paidNow.includes(order))),
		paidByThisRun: paidNow.length,
		amountsNotKnown: orders.filter(
			({ orderAmount, outcome }) => orderAmount === null && outcome !== 'invalid',
		).length,
		readyWithoutAmount: orders.filter(
			({ orderAmount, outcome }) => orderAmount === null && outcome === 'ready',
		).length,
		duplicates: items.filter((each) => isOrder(scenario, each)).length - orders.length,
		needsAPerson: failed.filter(({ retrySafe }) => retrySafe !== true).length,
	};
	for (const name of new Set([...Object.keys(numbers), ...Object.keys(expected)])) {
		if (numbers[name] !== expected[name])
			fail(`${name} is ${String(numbers[name])} in place of ${expected[name]}`);
	}
	if (!modes.includes(mode)) fail(`its mode is ${String(mode)}`);
	if (typeof text !== 'string' || typeof tookSeconds !== 'number') fail('it says nothing');

	const counted = reasons as Array<{ reason: string; count: number }>;
	for (const { reason, count: times } of counted) {
		const really = failed.filter(
			({ errorReason, outcome }) =>
				outcome !== 'ready' &&
				(outcome === 'amountExceeded' ? 'Above "Maximum Amount (CNY)"' : errorReason) === reason,
		).length;
		if (times !== really) fail(`"${reason}" stands ${times} times in place of ${really}`);
	}
	const inAll = counted.reduce((total, { count: times }) => total + times, 0);
	if (inAll !== failed.length - expected.ready) fail(`${inAll} reasons`);
}
