import { batchPayment, order1688 } from '../../../../dist/nodes/shared/catalog/order1688.js';
import { product1688 } from '../../../../dist/nodes/shared/catalog/product1688.js';

// Written down a second time on purpose: the sandbox takes its paths from the catalog, so only this test sees a wrong one.
test('the catalog holds the calls of the payment as PandaPon documents them', () => {
	expect(batchPayment).toEqual({
		method: 'POST',
		path: '/alibaba/order/batch/submit/to/pay',
		effect: 'pays',
	});
	expect(order1688.get).toMatchObject({
		method: 'POST',
		path: '/alibaba/order/detail',
		effect: 'reads',
	});
	expect(product1688.searchByKeyword).toMatchObject({
		method: 'POST',
		path: '/alibaba/product/keywords/query',
		effect: 'reads',
	});
});
