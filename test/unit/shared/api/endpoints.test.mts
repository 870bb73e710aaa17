import { endpoints } from '../../../../dist/nodes/shared/api/endpoints.js';

// Written down a second time on purpose: the sandbox takes its paths from the catalog, so only this test sees a wrong one.
test('the catalog holds the calls as PandaPon documents them', () => {
	expect(endpoints).toEqual({
		keywordQuery: { method: 'POST', path: '/alibaba/product/keywords/query', effect: 'reads' },
		orderDetail: { method: 'POST', path: '/alibaba/order/detail', effect: 'reads' },
		batchPayment: { method: 'POST', path: '/alibaba/order/batch/submit/to/pay', effect: 'pays' },
	});
});
