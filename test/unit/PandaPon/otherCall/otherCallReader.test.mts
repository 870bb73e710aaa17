import type { IExecuteFunctions } from 'n8n-workflow';

import { FieldProblem } from '../../../../dist/nodes/PandaPon/fields/fieldProblem.js';
import { otherCallReader } from '../../../../dist/nodes/PandaPon/otherCall/otherCallReader.js';
import { catalog } from '../../../../dist/nodes/shared/catalog/catalog.js';
import type { Effect } from '../../../../dist/nodes/shared/catalog/endpoint.js';
import { orderIds } from '../../../support/orderIds.mts';

const [ID] = orderIds(1);

const TYPE = 'n8n-nodes-pandapon.pandaPon';

/**
 * The reader of a node with these fields; a field like `={{ $json.path }}` is read from the items.
 *
 * @param node What is special about it.
 */
const readerOf = (
	fields: Record<string, unknown>,
	{ items = [{}] as object[], type = TYPE, isToolExecution = (): boolean => false } = {},
) =>
	otherCallReader({
		getNodeParameter: (name: string, _item: number, fallback: unknown, how?: object) => {
			const value = fields[name] ?? fallback;
			if (how === undefined && typeof value === 'string' && value.startsWith('='))
				throw new Error('The expression fails');
			return value;
		},
		getInputData: () => items.map((json) => ({ json })),
		getNode: () => ({ name: 'PandaPon', type }),
		isToolExecution,
	} as unknown as IExecuteFunctions);
const callOf = async (fields: Record<string, unknown>) =>
	(await readerOf({ method: 'POST', path: '/a', ...fields }).callOf(0)).request;
const effectOf = (path: string, effect: string) => readerOf({ path, effect }).effect;

describe('effect', () => {
	test.each<[string, string, Effect]>([
		['/alibaba/order/page', 'reads', 'reads'],
		['/alibaba/order/page', 'changes', 'changes'],
		['/alibaba/order/page', '', 'changes'],
		['/alibaba/order/page', 'Reads', 'changes'],
		// What the catalog knows to change counts as such, in either version and whatever the case.
		['/alibaba/order/cancel', 'reads', 'changes'],
		['/v2/alibaba/order/cancel', 'reads', 'changes'],
		[' /alibaba/order/cancel ', 'reads', 'changes'],
		['/Alibaba/ORDER/Cancel', 'reads', 'changes'],
		['/v2/taobao/order/refund/cancel/17', 'reads', 'changes'],
		['/open/order', 'reads', 'changes'],
		// What it knows to read may do more in a version that it does not know.
		['/alibaba/order/detail', 'changes', 'changes'],
		['/alibaba/order/detail', 'reads', 'reads'],
		// A longer or shorter path is another call.
		['/alibaba/order/detail/all', 'reads', 'reads'],
		// Unless a word of it tells of a change, however it is written.
		['/alibaba/order/cancel/all', 'reads', 'changes'],
		['/alibaba/order/CREATE', 'reads', 'changes'],
		['/open/some-thing/add-or-update', 'reads', 'changes'],
		['/open/thing/addOrUpdate', 'reads', 'changes'],
		['/open/thing_delete', 'reads', 'changes'],
		['/open/orderSubmit', 'reads', 'changes'],
		['/v3/logistics/booking', 'reads', 'changes'],
		// A part of a word tells of nothing.
		['/open/address/list', 'reads', 'reads'],
		['/open/canceled/list', 'reads', 'changes'],
		['/open/created/list', 'reads', 'changes'],
		['/alibaba/order', 'reads', 'reads'],
	])('%s as "%s": %s', (path, effect, expected) => {
		expect(effectOf(path, effect)).toBe(expected);
	});

	// Of Taobao's calls, /open/… is /v2/taobao/… in the second version.
	test.each([
		'/v2/taobao/order',
		'/v2/taobao/cart/add',
		'/v2/taobao/cart/create/order',
		'/open/order/refund/cancel/17',
		'/v2/taobao/order/refund/submit/message',
	])('%s changes something, whatever "Effect" says', (path) => {
		expect(effectOf(path, 'reads')).toBe('changes');
	});

	test('every call of the catalog that changes something, in both versions', () => {
		const operations = Object.values(catalog).flatMap((each) => Object.values(each.operations));
		for (const { path, effect } of operations)
			for (const version of ['', '/v2']) {
				const plain = version + path.replace(/^\/v2(?=\/)/, '').replace(/\{\w+\}/g, '17');
				expect([plain, effectOf(plain, 'reads')]).toEqual([
					plain,
					effect === 'reads' ? 'reads' : 'changes',
				]);
			}
	});

	const FROM_ITEM = { path: '={{ $json.path }}', effect: '={{ $json.effect }}' };
	const READ = { path: '/alibaba/order/page', effect: 'reads' };

	test.each<[string, object[], Effect]>([
		['all read', [READ, READ], 'reads'],
		['the last one changes', [READ, { ...READ, effect: 'changes' }], 'changes'],
		['the first one changes', [{ ...READ, effect: 'changes' }, READ], 'changes'],
		['one is known to change', [READ, { ...READ, path: '/alibaba/order/cancel' }, READ], 'changes'],
		['one says nothing', [READ, { path: READ.path }], 'changes'],
		['one has a path that is no text', [READ, { ...READ, path: {} }], 'changes'],
	])('is one for all items: %s', async (_name, items, effect) => {
		const reader = readerOf({ method: 'GET', ...FROM_ITEM }, { items });
		expect(reader.effect).toBe(effect);
		expect((await reader.callOf(0)).operation.effect).toBe(effect);
	});

	test('an expression that fails leads to no repetition, and says so when the call is read', async () => {
		for (const name of ['path', 'effect']) {
			const reader = readerOf({ method: 'GET', ...READ, [name]: '={{ $json.a.b }}' });
			expect(reader.effect).toBe('changes');
		}
		const reader = readerOf({ method: 'GET', ...READ, path: '={{ $json.a.b }}' });
		await expect(reader.callOf(0)).rejects.toThrow('The expression fails');
	});

	describe('as a tool', () => {
		const fields = { method: 'GET', ...READ, query: {}, body: '{}' };
		const tools = [{ type: `${TYPE}Tool` }, { isToolExecution: () => true }];

		test('a call that a person has chosen may read, with what the agent fills in', () => {
			for (const tool of tools) {
				expect(readerOf(fields, tool).effect).toBe('reads');
				const parameters = [{ name: 'id', value: '={{ $fromAI("id") }}' }];
				const filledIn = { ...fields, query: { parameters }, body: '={{ $fromAI("body") }}' };
				expect(readerOf(filledIn, tool).effect).toBe('reads');
			}
		});

		test.each(['method', 'path', 'effect'])('one whose %s the agent chooses may not', (name) => {
			const items = [{ ...READ, method: 'GET' }];
			const chosen = { ...fields, [name]: `={{ $json.${name} }}` };
			for (const tool of tools) expect(readerOf(chosen, { ...tool, items }).effect).toBe('changes');
			expect(readerOf(chosen, { items }).effect).toBe('reads');
		});
	});
});

describe('request', () => {
	test('of a GET has its query, and no body', async () => {
		const parameters = [
			{ name: 'id', value: ID },
			{ name: 'page', value: 2 },
			{ name: 'empty', value: null },
		];
		expect(await callOf({ method: 'GET', query: { parameters }, body: '{"a":1}' })).toStrictEqual({
			endpoint: { method: 'GET', path: '/a' },
			query: { id: ID, page: '2', empty: '' },
		});
	});

	test.each<[unknown, string]>([
		[`{"id": ${ID}}`, `{"id": ${ID}}`],
		['[1]', '[1]'],
		['', '{}'],
		[' \n', '{}'],
		[{ id: ID, n: [1, null] }, `{"id":"${ID}","n":[1,null]}`],
		[[], '[]'],
	])('of a POST has its body as it stands: %j', async (body, sent) => {
		expect(await callOf({ body })).toStrictEqual({
			endpoint: { method: 'POST', path: '/a' },
			body: sent,
		});
	});

	test.each<[object, RegExp]>([
		[{ path: '/alibaba/order/pay/url' }, /Batch Pay/],
		[{ path: '/a?b' }, /plain path/],
		[{ path: ' ' }, /"Path" is empty/],
		[{ method: 'DELETE' }, /"Method"/],
		[{ method: 'post' }, /"Method"/],
		[{ body: '{' }, /"JSON Body"/],
		[{ body: '7' }, /"JSON Body"/],
		[{ body: '"a"' }, /"JSON Body"/],
		[{ body: 'null' }, /"JSON Body"/],
		[{ body: 7 }, /"JSON Body"/],
		[{ body: { a: [{ id: 2059624776425880794 }] } }, /"JSON Body" .* last digits/],
		[
			{ query: { parameters: [{ name: 'id', value: 2059624776425880794 }] } },
			/^"Value" of "Query Parameters" .* last digits/,
		],
		[
			{ query: { parameters: [{ name: 'id', value: { a: 1 } }] } },
			/^"Value" of "Query Parameters" must be text/,
		],
		[{ query: { parameters: [{ name: ['id'], value: 1 }] } }, /^"Name" of "Query Parameters"/],
		...[
			['id', 'id'],
			['id', 'other', 'id'],
			['', ''],
		].map((names): [object, RegExp] => [
			{ query: { parameters: names.map((name, value) => ({ name, value })) } },
			/^"Query Parameters" has a name twice/,
		]),
		[{ path: 7 }, /plain path/],
		[{ path: ['/a'] }, /^"Path" must be text/],
	])('%j is refused', async (fields, message) => {
		const call = callOf(fields as Record<string, unknown>);
		await expect(call).rejects.toThrow(FieldProblem);
		await expect(call).rejects.toThrow(message);
	});
});

test('the path that is judged is the path that is sent', async () => {
	const paths = ['/alibaba/order/page', '/alibaba/order/pay/url'];
	const reader = otherCallReader({
		getNodeParameter: (name: string, _item: number, fallback: unknown) =>
			name === 'path' ? (paths.shift() ?? '') : name === 'method' ? 'GET' : fallback,
		getInputData: () => [{ json: {} }],
		getNode: () => ({ name: 'PandaPon', type: TYPE }),
		isToolExecution: () => false,
	} as unknown as IExecuteFunctions);
	expect((await reader.callOf(0)).request.endpoint.path).toBe('/alibaba/order/page');
});

test('a date in a body goes out as text', async () => {
	const when = new Date(Date.UTC(2026, 0, 31));
	expect((await callOf({ body: { when, list: [{ when }] } })).body).toBe(
		'{"when":"2026-01-31T00:00:00.000Z","list":[{"when":"2026-01-31T00:00:00.000Z"}]}',
	);
});
