import { tally } from '../support/engine/batchPay.mts';
import { calls, sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderIds as ids } from '../support/orderIds.mts';

test('10,000 orders: each is looked up once, each is submitted once, sums to the fen', async () => {
	const count = 10_000;
	const { sandbox, pay } = await sandboxWith(count);
	const orders = [...sandbox.account.orders.values()];
	for (const [index, order] of orders.entries()) order.price = 1 + ((index * 7_919) % 99_991);
	const total = orders.reduce((sum, { price }) => sum + price, 0);
	const result = await pay({
		items: [{ orderId: ids(count), most: total / 100 }],
		parameters: { maxAmount: '={{ $json.most }}' },
		options: {
			batchSize: 30,
			concurrency: 20,
			maxOrders: count,
			maxTotalAmount: total / 100,
			includeInputFields: false,
		},
	});
	expect(tally(result)).toEqual({ submitted: count });
	expect(result.summary).toMatchObject({ submitted: count, amountSubmitted: total / 100 });
	expect(sandbox.account.submittedFen()).toBe(total);
	expect(sandbox.account.paidTwice()).toEqual([]);
	expect(calls(sandbox)).toEqual({ read: 0, lookedUp: count, paid: Math.ceil(count / 30) });
}, 300_000);
