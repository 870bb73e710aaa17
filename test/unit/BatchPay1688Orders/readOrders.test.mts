import type { IExecuteFunctions } from 'n8n-workflow';

import { ordersByItem, readOrders } from '../../../dist/nodes/BatchPay1688Orders/readOrders.js';
import { hiddenMark, problems } from '../../../dist/nodes/shared/orders/idProblems.js';
import { orderIds } from '../../support/orderIds.mts';

const [A, B] = orderIds(2);

/** Reads items whose "Order IDs" holds an expression. Where the node leaves it to n8n, `evaluated` gives its values. */
function read(expression: string, items: object[], evaluated?: (item: number) => unknown) {
	const context = {
		getInputData: () => items.map((json) => ({ json })),
		getNodeParameter: (
			name: string,
			item: number,
			_fallback?: unknown,
			options?: { rawExpressions?: boolean },
		) => {
			if (name !== 'orderIds') throw new Error(`no field ${name}`);
			if (options?.rawExpressions) return expression;
			if (evaluated === undefined) throw new Error('n8n was asked');
			return evaluated(item);
		},
	};
	return readOrders(context as unknown as IExecuteFunctions);
}

describe('readOrders', () => {
	test('a plain field is read without n8n, item by item', () => {
		expect(read('={{ $json.ids }}', [{ ids: [A, B] }, {}, { ids: `${A} x` }])).toEqual({
			entries: [
				{ item: 0, orderId: A },
				{ item: 0, orderId: B },
				{ item: 1, orderId: '', problem: problems.missing },
				{ item: 2, orderId: A },
				{ item: 2, orderId: 'x', problem: problems.notAnId },
			],
			orderIds: [A, B],
		});
	});

	test('what every object inherits is no field', () => {
		expect(read('={{ $json.constructor }}', [{}]).entries).toEqual([
			{ item: 0, orderId: '', problem: problems.missing },
		]);
	});

	test('anything else is left to n8n, and an item whose expression fails holds up no other', () => {
		const evaluated = (item: number) => {
			if (item === 1) throw new Error('no such node');
			return [A, undefined, B][item];
		};
		expect(read('={{ $json.a + $json.b }}', [{}, {}, {}], evaluated)).toEqual({
			entries: [
				{ item: 0, orderId: A },
				{
					item: 1,
					orderId: '',
					problem: {
						errorReason: 'The expression in "Order IDs" failed: no such node',
						advice: 'Correct the expression, then run it again.',
					},
				},
				{ item: 2, orderId: B },
			],
			orderIds: [A, B],
		});
	});

	test('what looks rounded is an ID all the same', () => {
		const rounded = ['2059624776425880800', '2059624776425881000', '2059624776425880000'];
		expect(read('={{ $json.ids }}', [{ ids: rounded }])).toEqual({
			entries: rounded.map((orderId) => ({ item: 0, orderId })),
			orderIds: rounded,
		});
	});

	describe("a byte-order mark in front of a column's name, which nobody can see", () => {
		const column = '\uFEFF订单号';
		const entry = (orderId: string, problem?: object) => ({
			item: 0,
			orderId,
			...(problem && { problem }),
		});

		test.each([
			['a field that finds nothing', '={{ $json.id }}', undefined],
			['one that n8n evaluates', "={{ $json['订单号'] ?? '' }}", () => ''],
			['one that n8n finds nothing for', "={{ $json['a'].b }}", () => undefined],
		])('is named where the ID is missing: %s', (_name, expression, evaluated) => {
			expect(read(expression, [{ 店铺: 'x', [column]: A }], evaluated).entries).toEqual([
				entry('', {
					errorReason: 'No order ID: the name of column "订单号" begins with a hidden mark',
					advice: 'In "Extract from File", add "Exclude Byte Order Mark (BOM)".',
				}),
			]);
		});

		test('not where the ID is there', () => {
			const inColumn = `={{ $json['${column}'] }}`;
			expect(read(inColumn, [{ [column]: A }]).entries).toEqual([entry(A)]);
			expect(read('={{ $json.id }}', [{ [column]: 'x', id: A }]).entries).toEqual([entry(A)]);
			const evaluated = read('={{ $json.id.trim() }}', [{ [column]: 'x', id: A }], () => A);
			expect(evaluated.entries).toEqual([entry(A)]);
			const list = read('={{ $json.a.b }}', [{ [column]: 'x' }], () => [A, null]);
			expect(list.orderIds).toEqual([A]);
		});

		test('its name is no markup in a mail', () => {
			const [{ problem }] = read('={{ $json.id }}', [{ '\ufeff<!--<b>ID': A }]).entries;
			expect(problem?.errorReason).toContain('column "!--bID"');
		});

		test('nor where the column is there and its cell is empty, or only part of the list is', () => {
			expect(read('={{ $json.id }}', [{ [column]: 'x', id: '' }]).entries).toEqual([
				entry('', problems.missing),
			]);
			const list = read('={{ $json.list }}', [{ [column]: 'x', list: [A, null] }]);
			expect(list.entries).toEqual([entry(A), entry('', problems.missing)]);
			expect(list.orderIds).toEqual([A]);
		});

		test('nor where something else is wrong, or no name begins with one', () => {
			expect(read('={{ $json.id }}', [{ [column]: A, id: 'x' }]).entries).toEqual([
				entry('x', problems.notAnId),
			]);
			expect(read('={{ $json.id }}', [{ '订单\uFEFF号': A, 店铺: column }]).entries).toEqual([
				entry('', problems.missing),
			]);
		});

		test('each row is told by itself', () => {
			expect(read('={{ $json.id }}', [{ [column]: A }, { id: B }, {}])).toEqual({
				entries: [
					{ item: 0, orderId: '', problem: hiddenMark('订单号') },
					{ item: 1, orderId: B },
					{ item: 2, orderId: '', problem: problems.missing },
				],
				orderIds: [B],
			});
		});
	});

	test('no items, no orders', () => {
		expect(read('={{ $json.id }}', [])).toEqual({ entries: [], orderIds: [] });
	});
});

describe('ordersByItem', () => {
	test('the valid IDs of each item, in its order; an item without any is left out', () => {
		const entries = [
			{ item: 0, orderId: B },
			{ item: 0, orderId: 'x', problem: problems.notAnId },
			{ item: 0, orderId: A },
			{ item: 2, orderId: '', problem: problems.missing },
			{ item: 7, orderId: A },
		];
		expect([...ordersByItem(entries)]).toEqual([
			[0, [B, A]],
			[7, [A]],
		]);
		expect([...ordersByItem([])]).toEqual([]);
	});
});
