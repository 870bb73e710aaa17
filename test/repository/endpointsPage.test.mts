import { readFileSync } from 'node:fs';

import { eventOf } from '../../dist/nodes/PandaPonTrigger/eventOf.js';
import { batchPayment } from '../../dist/nodes/shared/catalog/order1688.js';
import { FIELD_NOTES } from '../api/fieldNotes.mts';
import { LABELS, type Label } from '../api/knowledge.mts';
import { pathIn } from '../api/knownCall.mts';
import { BESIDE_SIDEBAR, KNOWN_CALLS, MESSAGES, SIDEBAR } from '../api/knownCalls.mts';
import {
	ENDPOINTS_PAGE,
	endpointsPage,
	fieldsWithPaths,
	OPERATIONS,
} from '../pages/endpointsPage.mts';

const reachedBy = (way: string) => KNOWN_CALLS.filter(({ reach }) => reach.by === way);
const reachedOperations = KNOWN_CALLS.flatMap(({ reach }) =>
	reach.by === 'operation' ? [reach.operation] : [],
);

test('docs/endpoints.md is up to date (npm run docs -- endpoints)', () => {
	expect(readFileSync(ENDPOINTS_PAGE, 'utf8')).toBe(endpointsPage());
});

test("all 75 calls of PandaPon's sidebar are listed, by group", () => {
	expect(SIDEBAR.map(({ name, calls }) => [name, calls.length])).toEqual([
		['Taobao: goods', 5],
		['Taobao: orders', 9],
		['Taobao: after-sales', 10],
		['Taobao: callbacks', 3],
		['Taobao: cart', 6],
		['1688: goods', 8],
		['1688: orders', 10],
		['1688: after-sales', 6],
		['1688: callbacks', 3],
		['1688: cart', 6],
		['1688: marketing', 3],
		['Foundations', 2],
		['Warehouse logistics', 4],
	]);
	expect(SIDEBAR.flatMap(({ calls }) => calls)).toHaveLength(75);
	for (const { calls } of SIDEBAR)
		expect(new Set(calls.map(({ name }) => name)).size).toBe(calls.length);
	expect(BESIDE_SIDEBAR).toHaveLength(5);
});

test('every operation of the catalog is reached exactly once, and the bulk payment by Batch Pay', () => {
	expect([...reachedOperations].sort()).toEqual(OPERATIONS.map(({ id }) => id).sort());
	expect(reachedBy('batchPay').map(({ name }) => name)).toEqual(['Bulk submit to pay']);
	expect(reachedBy('message')).toHaveLength(6);
});

test('a message whose name is documented is the event that the page says', () => {
	const named = KNOWN_CALLS.flatMap(({ reach }) =>
		reach.by === 'message' && reach.type !== undefined ? [{ ...reach, type: reach.type }] : [],
	);
	expect(named.map(({ type }) => eventOf(type))).toEqual(named.map(({ event }) => event));
	expect(named).toHaveLength(2);
});

test('every operation uses a path that is documented', () => {
	const guessed = OPERATIONS.filter(({ id, record }) => {
		const { v1, v2 } = KNOWN_CALLS.find(
			({ reach }) => reach.by === 'operation' && reach.operation === id,
		)!;
		return (record.path.startsWith('/v2/') ? v2 : v1) !== 'documented';
	});
	expect(guessed.map(({ id }) => id)).toEqual([]);
});

test.each([
	['/alibaba/order/cancel', '/v2/alibaba/order/cancel'],
	['/open/order', '/v2/taobao/order'],
	['/open/product/get', '/v2/taobao/product/get'],
	['/open/address/addOrUpdate', '/v2/open/address/addOrUpdate'],
	['/open/pp/logistics/orderRenderFreight', '/v2/open/pp/logistics/orderRenderFreight'],
])('%s is %s in the second version', (first, second) => {
	expect([pathIn(1, first), pathIn(2, first)]).toEqual([first, second]);
	expect([pathIn(1, second), pathIn(2, second)]).toEqual([first, second]);
});

test('every fact has a label and says something, and every call that has a path says how it is known', () => {
	const labels = Object.keys(LABELS) as Label[];
	expect(MESSAGES.filter(({ label, text }) => !labels.includes(label) || text === '')).toEqual([]);
	for (const { name, request, answer, amounts, v1, v2, path, sources } of KNOWN_CALLS) {
		const facts = [...request, ...answer, ...(amounts === undefined ? [] : [amounts])];
		expect([name, request.length > 0, answer.length > 0]).toEqual([name, true, true]);
		expect(facts.filter(({ label, text }) => !labels.includes(label) || text === '')).toEqual([]);
		expect([...labels, 'none']).toEqual(expect.arrayContaining([v1, v2]));
		if (path !== undefined) expect([name, v1]).not.toEqual([name, 'unknown']);
		expect(sources.filter((source) => source.trim() === '')).toEqual([]);
	}
});

test('notes on fields are about fields that exist', () => {
	for (const [id, notes] of Object.entries(FIELD_NOTES)) {
		const { record } = OPERATIONS.find((operation) => operation.id === id)!;
		const paths = fieldsWithPaths(record.fields).map(({ path }) => path);
		expect(
			Object.keys(notes)
				.filter((path) => path !== '*' && !paths.includes(path))
				.map((path) => `${id}: ${path}`),
		).toEqual([]);
	}
});

test('a path that a record has is not written a second time', () => {
	const again = KNOWN_CALLS.filter(
		({ path }) =>
			path !== undefined &&
			OPERATIONS.some(({ record }) => pathIn(1, record.path) === pathIn(1, path)),
	);
	expect(again.map(({ name }) => name)).toEqual([]);
});

test('a known path has "pay" in it exactly if it pays: Other Call goes by that', () => {
	const known = [
		batchPayment,
		...OPERATIONS.map(({ record }) => record),
		...KNOWN_CALLS.flatMap(({ path }) => (path === undefined ? [] : [{ path, effect: 'other' }])),
	];
	const byName = known.filter(({ path }) => /pay/i.test(path));
	expect(byName.length).toBeGreaterThan(1);
	expect(byName).toEqual(known.filter(({ effect }) => effect === 'pays'));
});
