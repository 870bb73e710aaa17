import { catalog } from '../../dist/nodes/shared/catalog/catalog.js';
import { batchPayment } from '../../dist/nodes/shared/catalog/order1688.js';
import { keyOf, routeOf } from './handler.mts';
import { handlers } from './handlers.mts';

test('the sandbox answers every call of the catalog, and no other', () => {
	const operations = Object.values(catalog).flatMap(({ operations: all }) => Object.values(all));
	expect(Object.keys(handlers).sort()).toEqual([...operations, batchPayment].map(keyOf).sort());
});

describe('a path with an ID in it', () => {
	const KEYS = ['GET /a/{refundId}', 'GET /a/list', 'POST /a/{other}/b'];

	test.each([
		['GET', '/a/TQ1', '/a/{refundId}', { refundId: 'TQ1' }],
		['GET', '/a/a%20b', '/a/{refundId}', { refundId: 'a b' }],
		['GET', '/a/list', '/a/list', {}],
		['GET', '/a/1/b', '/a/1/b', {}],
		['POST', '/a/1/b', '/a/{other}/b', { other: '1' }],
		['POST', '/a/1', '/a/1', {}],
	])('%s %s stands for %s', (method, path, documented, parameters) => {
		expect(routeOf(method, path, KEYS)).toEqual({ path: documented, parameters });
	});
});
