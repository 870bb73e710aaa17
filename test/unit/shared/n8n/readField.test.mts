import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import {
	parameterReader,
	plainField,
	readForAll,
} from '../../../../dist/nodes/shared/n8n/readField.js';

describe('plainField', () => {
	test.each([
		['={{ $json.orderId }}', 'orderId'],
		['={{$json.orderId}}', 'orderId'],
		['={{ $json._id2 }}', '_id2'],
		["={{ $json['Order ID'] }}", 'Order ID'],
		['={{ $json["订单号"] }}', '订单号'],
	])('%s names %s', (expression, field) => {
		expect(plainField(expression)).toBe(field);
	});

	test.each([
		'2059624776425880794',
		'',
		undefined,
		null,
		7,
		'={{ $json }}',
		'={{ $json.a.b }}',
		'={{ $json.a + 1 }}',
		'={{ $json.orderId }} ',
		' ={{ $json.orderId }}',
		'{{ $json.orderId }}',
		'={{ $json.orderId }}{{ $json.orderId }}',
		'={{ $json.2nd }}',
		'={{ $json?.orderId }}',
		"={{ $json['a'].b }}",
		"={{ $json['it\\'s'] }}",
		'={{ $json[\'a"] }}',
		'={{ $JSON.orderId }}',
		'={{ $json.订单号 }}',
		"={{ $json['a}}b'] }}",
	])('%s is left to n8n', (expression) => {
		expect(plainField(expression)).toBeUndefined();
	});
});

describe('readForAll', () => {
	const DIFFERS = 'its expression must give the same value for all items';

	/**
	 * Reads a field.
	 *
	 * @param raw What stands in it.
	 * @param values What n8n makes of it, item by item.
	 * @param rows The items.
	 */
	function read(raw: unknown, values: unknown[], rows: IDataObject[] = values.map(() => ({}))) {
		const evaluated: number[] = [];
		const context = {
			getInputData: () => rows.map((json) => ({ json })),
			getNodeParameter: (
				name: string,
				item: number,
				_fallback: unknown,
				how?: { rawExpressions?: boolean },
			) => {
				expect(name).toBe('options.maxOrders');
				if (how?.rawExpressions) return raw;
				evaluated.push(item);
				return values[item];
			},
		} as unknown as IExecuteFunctions;
		return { value: () => readForAll(context, 'options.maxOrders'), evaluated };
	}

	test.each<[unknown, unknown]>([
		['pay', 'pay'],
		['', ''],
		['a = b', 'a = b'],
		[' ={{ $json.a }}', ' ={{ $json.a }}'],
		[5, 5],
		[false, false],
		[undefined, undefined],
		["={{ $('Check').first().json.amountReady }}", 30],
		['={{$("Check").last().json["amountReady"]}}', 30],
		["={{ $('Check').first().json.body['a b'].c }}", 30],
		['={{ $vars.x }}', 'x'],
		["={{ $vars['x'] }}", 'x'],
	])('%j is read once', (raw, value) => {
		const { value: readIt, evaluated } = read(raw, [value, 'other', 'other']);
		expect(readIt()).toBe(value);
		expect(evaluated).toEqual([0]);
	});

	test.each([
		'={{ $json.a + 1 }}',
		"={{ $('Check').item.json.amountReady }}",
		"={{ $('Check').all()[$itemIndex].json.amountReady }}",
		"={{ $('Check').first($json.branch).json.amountReady }}",
		"={{ $('Check').first().json[$json.column] }}",
		"={{ $('Check').first().json.amounts[$itemIndex] }}",
		"={{ $('Check').first().json.a + $json.b }}",
		"={{ $('Check').first().json.a }}{{ $json.b }}",
		'={{ $($json.node).first().json.a }}',
		'={{ $vars[$json.name] }}',
		'={{ $vars.x ?? $json.x }}',
		'={{ $input.first().json.a }}',
		'=5',
	])('%j is read for every item, and must not differ', (raw) => {
		const same = read(raw, [7, 7, 7]);
		expect(same.value()).toBe(7);
		expect(same.evaluated).toEqual([0, 0, 1, 2]);
		for (const values of [
			[7, 8, 7],
			[7, 7, 8],
			[8, 7, 7],
			[7, 7, '7'],
			[7, undefined, 7],
			[undefined, 7, 7],
			[true, false, true],
		])
			expect(read(raw, values).value).toThrow(DIFFERS);
	});

	test('a column costs n8n one evaluation only', () => {
		for (const raw of ['={{ $json.max }}', "={{ $json['max'] }}"]) {
			const same = read(raw, [5], [{ max: 5 }, { max: 5 }, { max: 5 }]);
			expect(same.value()).toBe(5);
			expect(same.evaluated).toEqual([0]);
			expect(read(raw, [5], [{ max: 5 }, { max: 5 }, { max: 6 }]).value).toThrow(DIFFERS);
			expect(read(raw, [5], [{ max: 5 }, {}]).value).toThrow(DIFFERS);
			expect(read(raw, [undefined], [{}, { max: 5 }]).value).toThrow(DIFFERS);
		}
	});

	test.each<[string, unknown]>([
		['a list', ['pay']],
		['an object', { mode: 'pay' }],
	])('%s is no value of any field: it is left to who checks that', (_name, value) => {
		const { value: readIt, evaluated } = read('={{ $json.a }}', [value, value], [{}, {}]);
		expect(readIt()).toBe(value);
		expect(evaluated).toEqual([0]);
	});

	test('one item differs from none', () => {
		for (const value of [7, NaN, null, undefined])
			expect(read('={{ $json.a + 1 }}', [value]).value()).toBe(value);
		expect(read('={{ $json.a + 1 }}', [], []).value()).toBeUndefined();
	});

	test('what its expression throws is thrown', () => {
		const context = {
			getInputData: () => [{ json: {} }, { json: {} }],
			getNodeParameter: (_name: string, item: number, _fallback: unknown, how?: object) => {
				if (how !== undefined) return '={{ $json.a.b }}';
				if (item === 1) throw new Error('a is missing');
				return 7;
			},
		} as unknown as IExecuteFunctions;
		expect(() => readForAll(context, 'mode')).toThrow('a is missing');
	});
});

describe('parameterReader', () => {
	/**
	 * Reads a parameter for each item.
	 *
	 * @param raw What stands in it; `undefined` where it is not there.
	 * @param values What n8n makes of it, item by item.
	 * @param rows The items.
	 */
	function read(raw: unknown, values: unknown[], rows: IDataObject[] = values.map(() => ({}))) {
		const evaluated: number[] = [];
		const context = {
			getInputData: () => rows.map((json) => ({ json })),
			getNodeParameter: (
				name: string,
				item: number,
				fallback: unknown,
				how?: { rawExpressions?: boolean },
			) => {
				expect(name).toBe('options');
				if (how?.rawExpressions) return raw ?? fallback;
				evaluated.push(item);
				return values[item] ?? fallback;
			},
		} as unknown as IExecuteFunctions;
		const reader = parameterReader(context, 'options', 'fallback');
		return { read: () => rows.map((_, item) => reader(item)), evaluated };
	}

	test.each([
		...['', 'a', 'a = b', ' ={{ $json.a }}', 0, 7, true, false, {}, { a: 1, b: { c: ['x'] } }],
	])('%j holds no expression: n8n need not copy it for each item', (raw) => {
		const { read: readAll, evaluated } = read(raw, ['x', 'y', 'z']);
		expect(readAll()).toEqual([raw, raw, raw]);
		expect(evaluated).toEqual([]);
	});

	test('one that is not there has its fallback', () => {
		expect(read(undefined, ['x', 'y']).read()).toEqual(['fallback', 'fallback']);
	});

	test.each([
		['={{ $json.a + 1 }}'],
		['=text'],
		[{ a: '={{ $json.a }}' }],
		[{ a: 1, b: { c: [{ d: '=1' }] } }],
		[['x', '=1']],
	])('%j is evaluated for each item', (raw) => {
		const { read: readAll, evaluated } = read(raw, ['x', 'y', 'z']);
		expect(readAll()).toEqual(['x', 'y', 'z']);
		expect(evaluated).toEqual([0, 1, 2]);
	});

	test('a column is read from each item, and never from another one', () => {
		const { read: readAll, evaluated } = read(
			"={{ $json['Order ID'] }}",
			[],
			[{ 'Order ID': 'A' }, {}, { 'Order ID': 7 }, { orderId: 'B' }],
		);
		expect(readAll()).toEqual(['A', undefined, 7, undefined]);
		expect(evaluated).toEqual([]);
	});

	test('what an item has by nature is no column', () => {
		for (const column of ['constructor', 'toString', '__proto__'])
			expect(read(`={{ $json.${column} }}`, [], [{}]).read()).toEqual([undefined]);
	});

	test('what its expression throws for one item is thrown for that one', () => {
		const reader = parameterReader(
			{
				getInputData: () => [{ json: {} }, { json: {} }],
				getNodeParameter: (_name: string, item: number, _fallback: unknown, how?: object) => {
					if (how !== undefined) return { a: '={{ $json.a.b }}' };
					if (item === 1) throw new Error('a is missing');
					return { a: 7 };
				},
			} as unknown as IExecuteFunctions,
			'options',
			{},
		);
		expect(reader(0)).toEqual({ a: 7 });
		expect(() => reader(1)).toThrow('a is missing');
	});
});
