import { orderIds } from '../support/orderIds.mts';
import { Account } from './account.mts';
import { addVariedOrders } from './variedOrders.mts';

const [A, B, C] = orderIds(3);

test('an order costs ¥10 unless told otherwise', () => {
	const account = new Account();
	account.addOrders([A]);
	account.submit(A);
	expect(account.submittedFen()).toBe(1000);
});

test('the ledger counts each submission at the price of its moment, and nothing that was refused', () => {
	const account = new Account(10_000);
	account.addOrders([A], { price: 1999 });
	account.addOrders([B], { price: 1 });
	account.addOrders([C], { price: 10_000 });
	account.submit(A);
	const before = account.submittedFen();
	account.orders.get(A)!.price = 2001;
	account.submit(A);
	account.submit(B);

	expect(account.submit(C)).toBe('账户额度不足');
	expect([A, B, C].map((id) => account.submittedFen(id))).toEqual([4000, 1, 0]);
	expect(account.submittedFen() - before).toBe(2002);
	expect(account.balance).toBe(10_000 - 4001);
	expect(account.paidTwice()).toEqual([A]);
});

test('what a look-up shows as the amount is not what is charged', () => {
	const account = new Account();
	account.addOrders([A], { price: 700, totalAmount: 5 });
	account.submit(A);
	expect(account.submittedFen(A)).toBe(700);
});

test('each submission of an order in stages takes the whole price, and the last one makes it paid', () => {
	const account = new Account();
	account.addOrders([A], { price: 300, stages: [1, 1] });
	account.submit(A);
	expect(account.isPaid(A)).toBe(false);
	account.submit(A);
	expect(account.isPaid(A)).toBe(true);
	expect(account.submittedFen(A)).toBe(600);
});

test.each([
	['paid by someone else', { status: 'waitsellersend' }, true],
	['finished', { status: 'success' }, true],
	['waits', { status: 'waitbuyerpay' }, false],
	['closed', { status: 'cancel' }, false],
	['refunded', { status: 'cancel', tradeTerms: [4] }, false],
	['on credit', { status: 'waitbuyerreceive', tradeTerms: [12] }, false],
	['sent, and nothing shows a payment', { status: 'waitsellersend', tradeTerms: [] }, false],
	['with a stage to pay', { status: 'waitsellersend', stages: [2, 1], tradeTerms: [2] }, false],
	['in a state nobody knows', { status: 'paid' }, false],
])('an order that is %s: is it paid?', (_name, order, paid) => {
	const account = new Account();
	account.addOrders([A], order);
	expect(account.isPaid(A)).toBe(paid);
});

test('an order that does not exist is not paid', () => {
	expect(new Account().isPaid(A)).toBe(false);
});

test('a submitted order that still waits for payment is not paid', () => {
	const account = new Account(1000, false);
	account.addOrders([A]);
	expect(account.submit(A)).toBeUndefined();
	expect(account.isPaid(A)).toBe(false);
});

test('varied orders have different amounts of whole fen and several suppliers, and always the same ones', () => {
	const [once, again] = [new Account(), new Account()];
	addVariedOrders(once, orderIds(50));
	addVariedOrders(again, orderIds(50).reverse());
	const orders = [...once.orders.values()];
	expect(new Set(orders.map(({ price }) => price)).size).toBe(50);
	expect(orders.every(({ price }) => Number.isInteger(price) && price >= 800)).toBe(true);
	expect(new Set(orders.map(({ supplier }) => JSON.stringify(supplier))).size).toBe(5);
	for (const [id, order] of once.orders) expect(again.orders.get(id)).toEqual(order);
});
