import { orderFacts } from '../../../../dist/nodes/shared/orders/orderFacts.js';
import { buyerViewOrder } from './buyerViewOrder.mts';

const withBaseInfo = (change: object) => ({
	...buyerViewOrder(),
	baseInfo: { ...buyerViewOrder().baseInfo, ...change },
});

test("of 1688's own sample: what is to be paid, freight included, who sells it, and what is paid", () => {
	expect(orderFacts(buyerViewOrder())).toStrictEqual({
		evidence: {
			payment: 'paid',
			status: 'waitsellersend',
			why: 'its status is waitsellersend, and every part of it is paid',
		},
		amountFen: 4_350,
		supplier: '义乌市某某日用品有限公司',
	});
});

test('of nothing: nothing', () => {
	const evidence = { payment: 'unclear', status: null, why: 'the order has no status' };
	const nothing = { evidence, amountFen: null, supplier: null };
	for (const order of [{}, { baseInfo: null }, { baseInfo: 'x' }, { baseInfo: {} }])
		expect(orderFacts(order)).toStrictEqual(nothing);
});

test.each<[unknown, number | null]>([
	[0.01, 1],
	['0.01', 1],
	// Nothing that can be paid costs nothing.
	[0, null],
	['0.00', null],
	[43.5, 4_350],
	['43.50', 4_350],
	[19.99, 1_999],
	['1234', 123_400],
	[undefined, null],
	[null, null],
	['', null],
	[43.505, null],
	[-1, null],
	['¥43.50', null],
	['1,234.50', null],
	[{}, null],
])('an amount of %p is %p fen', (totalAmount, fen) => {
	expect(orderFacts(withBaseInfo({ totalAmount })).amountFen).toBe(fen);
});

test('no other field stands in for the amount', () => {
	const { baseInfo } = buyerViewOrder();
	delete baseInfo.totalAmount;
	expect(baseInfo).toHaveProperty('sumProductPayment', 38);
	expect(orderFacts({ ...buyerViewOrder(), baseInfo }).amountFen).toBeNull();
});

test.each<[object, string | null]>([
	[{ sellerContact: { companyName: 'A', shopName: 'B' }, sellerLoginId: 'C' }, 'A'],
	[{ sellerContact: { companyName: ' A\n', shopName: 'B' }, sellerLoginId: 'C' }, 'A'],
	[{ sellerContact: { companyName: '', shopName: 'B' }, sellerLoginId: 'C' }, 'B'],
	[{ sellerContact: { companyName: ' ', shopName: 'B' }, sellerLoginId: 'C' }, 'B'],
	[{ sellerContact: { companyName: 7, shopName: null }, sellerLoginId: 'C' }, 'C'],
	[{ sellerContact: { shopName: 'B' }, sellerLoginId: 'C' }, 'B'],
	[{ sellerContact: {}, sellerLoginId: 'C' }, 'C'],
	[{ sellerContact: null, sellerLoginId: 'C' }, 'C'],
	[{ sellerContact: ['A'], sellerLoginId: 'C' }, 'C'],
	[{ sellerContact: undefined, sellerLoginId: 'C' }, 'C'],
	[{ sellerContact: { companyName: '', shopName: '' }, sellerLoginId: '' }, null],
	[{ sellerContact: {}, sellerLoginId: null }, null],
])('%j is sold by %j', (change, supplier) => {
	expect(orderFacts(withBaseInfo(change)).supplier).toBe(supplier);
});

test('a name that holds a key does not carry it on', () => {
	const sellerContact = { companyName: `Shop ${'0A'.repeat(16)}` };
	expect(orderFacts(withBaseInfo({ sellerContact })).supplier).toBe('Shop [hidden]');
});
