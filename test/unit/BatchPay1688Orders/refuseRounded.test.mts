import { refuseRounded } from '../../../dist/nodes/BatchPay1688Orders/refuseRounded.js';
import type { Settings } from '../../../dist/nodes/BatchPay1688Orders/settings.js';
import { problems } from '../../../dist/nodes/shared/orders/idProblems.js';
import { orderIds } from '../../support/orderIds.mts';
import { resultsOf } from './run.mts';

const [A, B, C] = orderIds(3);
const [first, second, third] = [
	'2059624776425880800',
	'2059624776425881000',
	'2059624776425880000',
];
const REFUSED = {
	outcome: 'invalid',
	batch: null,
	requestId: null,
	...problems.rewritten,
	moneyMoved: 'maybe',
};

function refuse(ids: string[], lookUpFirst = false) {
	const results = resultsOf();
	const open = refuseRounded(ids, { lookUpFirst } as Settings, results);
	return { open, results: [...results.all()] };
}

test.each<[string, string[], string[], string[]]>([
	['most of a list', [first, A, second], [A], [first, second]],
	['all of it: nothing is left to pay', [first, second, third], [], [first, second, third]],
	['one more than half', [A, first, B, second, third], [A, B], [first, second, third]],
])('%s was rounded before it became text', (_name, ids, open, refused) => {
	expect(refuse(ids)).toEqual({ open, results: refused.map((id) => [id, REFUSED]) });
	// Looked up, a rounded ID names no order.
	expect(refuse(ids, true)).toEqual({ open: ids, results: [] });
});

test.each<[string, string[]]>([
	['none', []],
	['no ID that looks so', [C, A, B]],
	['one among others', [first, A, B]],
	['half of them', [first, second, A, B]],
	['two alone', [first, second]],
])('%s: could be an accident', (_name, ids) => {
	expect(refuse(ids)).toEqual({ open: ids, results: [] });
});
