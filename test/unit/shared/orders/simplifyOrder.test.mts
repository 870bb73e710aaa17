import { simplifyOrder } from '../../../../dist/nodes/shared/orders/simplifyOrder.js';
import { buyerViewOrder, type Block } from './buyerViewOrder.mts';

const withBaseInfo = (changes: Block) => {
	const order = buyerViewOrder();
	return simplifyOrder({ ...order, baseInfo: { ...order.baseInfo, ...changes } });
};

test('a paid order, as 1688 documents it', () => {
	expect(simplifyOrder(buyerViewOrder())).toStrictEqual({
		orderId: '2059624776425880794',
		status: 'waitsellersend',
		payment: 'paid',
		amount: 43.5,
		shippingFee: 5.5,
		supplier: '义乌市某某日用品有限公司',
		createdAt: '2024-11-24T09:27:50.000+08:00',
		paidAt: '2024-11-24T09:30:00.000+08:00',
		closeReason: null,
		refundStatus: null,
	});
});

test.each([{}, { baseInfo: null }, { baseInfo: [] }, { baseInfo: 'x' }])(
	'what is not known is null, and its payment unclear: %j',
	(order) => {
		expect(simplifyOrder(order)).toStrictEqual({
			orderId: null,
			status: null,
			payment: 'unclear',
			amount: null,
			shippingFee: null,
			supplier: null,
			createdAt: null,
			paidAt: null,
			closeReason: null,
			refundStatus: null,
		});
	},
);

test('the exact ID beats the number beside it, which alone is better than none', () => {
	const id = '2059624776425880800';
	expect(withBaseInfo({ id }).orderId).toBe('2059624776425880794');
	expect(withBaseInfo({ id, idOfStr: null }).orderId).toBe(id);
	expect(withBaseInfo({ id, idOfStr: '' }).orderId).toBe(id);
	expect(withBaseInfo({ id: 305962477642588, idOfStr: undefined }).orderId).toBe('305962477642588');
});

test('amounts are yuan, exact or not there', () => {
	const of = (amount: unknown) => {
		const { amount: total, shippingFee } = withBaseInfo({
			totalAmount: amount,
			shippingFee: amount,
		});
		return [total, shippingFee];
	};
	expect(of('19.99')).toEqual([19.99, 19.99]);
	expect(of(19.9)).toEqual([19.9, 19.9]);
	// No order costs nothing, but its freight may.
	expect(of(0)).toEqual([null, 0]);
	for (const amount of [null, undefined, '', 'free', -1, 1.005, true, [5]])
		expect(of(amount)).toEqual([null, null]);
});

test('a closed order says why, and which refund there is', () => {
	expect(
		withBaseInfo({ status: 'CANCEL', closeReason: ' buyerCancel ', refundStatus: 'refundsuccess' }),
	).toMatchObject({
		status: 'cancel',
		payment: 'closed',
		closeReason: 'buyerCancel',
		refundStatus: 'refundsuccess',
	});
	expect(
		withBaseInfo({ refundStatus: '', refundStatusForAs: 'waitselleragree' }).refundStatus,
	).toBe('waitselleragree');
	expect(
		withBaseInfo({ refundStatus: 'refundclose', refundStatusForAs: 'waitselleragree' })
			.refundStatus,
	).toBe('refundclose');
});
