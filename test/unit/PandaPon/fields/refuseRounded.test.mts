import type { IExecuteFunctions } from 'n8n-workflow';

import { FieldProblem } from '../../../../dist/nodes/PandaPon/fields/fieldProblem.js';
import { refuseRounded } from '../../../../dist/nodes/PandaPon/fields/refuseRounded.js';
import type { Request } from '../../../../dist/nodes/PandaPon/request.js';

/** What JavaScript makes of 2059624776425880794, and a sheet of an ID of 18 digits. */
const ROUNDED = 2059624776425880794;
const BY_SHEET = 305962477642588000;

const ENDPOINT: Request['endpoint'] = { method: 'POST', path: '/a' };
const check = (request: Partial<Request>, ...items: object[]) => {
	const context = {
		getInputData: () => items.map((json) => ({ json })),
	} as unknown as IExecuteFunctions;
	refuseRounded(context, 0, { endpoint: ENDPOINT, ...request });
};

describe.each([ROUNDED, BY_SHEET])('the number %d of the input item', (number) => {
	const id = String(number);

	test.each<[string, Partial<Request>]>([
		['body, as a number', { body: `{"orderId":${id}}` }],
		['body, as text', { body: `{"a":["x${id}y"]}` }],
		['body, within JSON text', { body: JSON.stringify({ a: JSON.stringify({ id }) }) }],
		['query', { query: { other: '7', orderId: id } }],
		['query, in a list', { query: { ids: `2059624776425000001,${id}` } }],
		['path', { endpoint: { method: 'GET', path: `/a/${id}` } }],
	])('is not sent: %s', (_name, request) => {
		for (const json of [{ id: number }, { a: [{ b: number }] }, { x: 'y', n: null, id: number }]) {
			expect(() => check(request, json)).toThrow(FieldProblem);
			expect(() => check(request, json)).toThrow(
				`${id} came as a number and has lost its last digits: set the column to plain text in the sheet, and enter it again`,
			);
		}
	});

	test('is sent where the item has it as text, or not at all', () => {
		const request = { body: `{"orderId":${id}}`, query: { id } };
		for (const json of [{ id }, { id: 7 }, {}, { id: null }, { id: 2059624776425000256 }])
			expect(() => check(request, json)).not.toThrow();
	});

	test('of another item, it is none of this one', () => {
		expect(() => check({ query: { id } }, { id }, { id: number })).not.toThrow();
	});

	test('may stand in the item where it is not sent', () => {
		for (const request of [{}, { body: '{}' }, { query: { id: '2059624776425880794' } }])
			expect(() => check(request, { id: number })).not.toThrow();
	});
});

test('numbers that hold all their digits are sent', () => {
	for (const number of [7, 305962477642588, Number.MAX_SAFE_INTEGER, 12.5])
		expect(() => check({ body: `{"id":${number}}` }, { id: number })).not.toThrow();
});

test('without input items, there is nothing to compare with', () => {
	expect(() => check({ query: { id: String(ROUNDED) } })).not.toThrow();
});
