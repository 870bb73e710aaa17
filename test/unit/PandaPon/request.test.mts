import fc from 'fast-check';

import { FieldProblem } from '../../../dist/nodes/PandaPon/fields/fieldProblem.js';
import { requestOf } from '../../../dist/nodes/PandaPon/request.js';
import { catalog } from '../../../dist/nodes/shared/catalog/catalog.js';
import type { Operation } from '../../../dist/nodes/shared/catalog/endpoint.js';
import { order1688 } from '../../../dist/nodes/shared/catalog/order1688.js';
import { refund1688 } from '../../../dist/nodes/shared/catalog/refund1688.js';
import { taobaoRefund } from '../../../dist/nodes/shared/catalog/taobaoRefund.js';
import { orderIds } from '../../support/orderIds.mts';

const [ID] = orderIds(1);
const CANCEL = taobaoRefund.cancel;

test('the fields of a POST are its JSON body, with what always goes along, digit for digit', () => {
	expect(requestOf(order1688.cancel, { orderId: BigInt(ID), cancelReason: 'other' })).toStrictEqual(
		{
			endpoint: { method: 'POST', path: '/alibaba/order/cancel' },
			body: `{"webSite":"1688","orderId":${ID},"cancelReason":"other"}`,
		},
	);
});

test('a POST without fields has an empty object as its body', () => {
	expect(requestOf({ ...order1688.create }, {}).body).toBe('{}');
});

test('the fields of a GET are its query', () => {
	expect(requestOf(order1688.getPaymentLink, { orderId: ID })).toStrictEqual({
		endpoint: { method: 'GET', path: '/alibaba/order/pay/url' },
		query: { orderId: ID },
	});
	const values = { id: BigInt(ID), count: 7, yes: true };
	expect(requestOf(order1688.getPaymentLink, values).query).toEqual({
		id: ID,
		count: '7',
		yes: 'true',
	});
});

test('where it is wanted, the fields of a POST are its query, and it has no body', () => {
	expect(requestOf(refund1688.get, { refundId: 'TQ1' }, true)).toStrictEqual({
		endpoint: { method: 'POST', path: '/alibaba/refund/info' },
		query: { refundId: 'TQ1' },
	});
	expect(requestOf(refund1688.get, { refundId: 'TQ1' }, false).body).toBe('{"refundId":"TQ1"}');
});

test('a field of the path stands there, and nowhere else', () => {
	for (const refundId of ['TQ233104830183830794', 'a_b-C', ID, BigInt(ID), 17])
		expect(requestOf(CANCEL, { refundId })).toStrictEqual({
			endpoint: { method: 'GET', path: `/v2/taobao/order/refund/cancel/${refundId}` },
			query: {},
		});
});

test('nothing in a field leads to another path', () => {
	const dangerous = fc.constantFrom(
		...[
			'/',
			'\\',
			'.',
			'..',
			'%',
			'%2e',
			'%2F',
			'?',
			'#',
			';',
			':',
			'@',
			'&',
			'=',
			' ',
			'\n',
			'\0',
		],
		...['．', '／', '＼', '％', 'é', '订', '{', '}', '$&', '\u200b', '\u202e'],
	);
	const around = fc.stringMatching(/^[\w-]{0,5}$/);
	fc.assert(
		fc.property(around, dangerous, around, (before, part, after) => {
			expect(() => requestOf(CANCEL, { refundId: before + part + after })).toThrow(FieldProblem);
		}),
	);
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (refundId) => {
			let path: string;
			try {
				({ path } = requestOf(CANCEL, { refundId }).endpoint);
			} catch (error) {
				expect(error).toBeInstanceOf(FieldProblem);
				return;
			}
			const { pathname, search, hash } = new URL(`https://api.pandapon.com${path}`);
			expect(pathname + search + hash).toBe(path);
			expect(path.split('/')).toHaveLength(7);
			expect(path.startsWith('/v2/taobao/order/refund/cancel/')).toBe(true);
		}),
	);
});

test.each([[{}], [{ refundId: '' }], [{ refundId: null }], [{ refundId: [] }]])(
	'without its field, there is no path: %j',
	(values) => {
		expect(() => requestOf(CANCEL, values)).toThrow(
			new FieldProblem('"Refund ID" can hold letters, digits, _ and - only'),
		);
	},
);

const operations = Object.entries(catalog).flatMap(([resource, { operations: all }]) =>
	Object.entries(all).map(([name, operation]): [string, Operation] => [
		`${resource}: ${name}`,
		operation,
	]),
);

test.each(operations)(
	'%s: its path is plain, and what it holds is a required field',
	(_name, operation) => {
		const { path, fields } = operation;
		expect(path).toMatch(/^(\/([\w-]+|\{\w+\}))+$/);
		const required = fields.filter((field) => field.required).map(({ name }) => name);
		for (const [, name] of path.matchAll(/\{(\w+)\}/g)) expect(required).toContain(name);
	},
);

test.each(operations)('%s: what goes into a query is one value, not a list', (_name, operation) => {
	if (operation.method === 'POST' && !operation.bodyOrQuery) return;
	for (const { kind } of operation.fields)
		expect(['text', 'id', 'integer', 'options']).toContain(kind);
});
