import { make, sandboxFor, testCalls } from '../../support/engine/literalCall.mts';
import { callOf } from './calls/all.mts';
import { order1688Calls, PAID_ORDER } from './calls/order1688.mts';

testCalls(order1688Calls);

const get = callOf('order1688', 'get');
const items = [
	{
		subItemID: '2059624776425880795',
		subItemIDString: '2059624776425880795',
		name: '台灯',
		quantity: 2,
		itemAmount: 36.5,
	},
];
const parcels = [{ id: '9223372036854775807', logisticsBillNo: 'SF1', carriage: 5 }];

test.each<[include: string[], shown: object]>([
	[['items'], { items }],
	[['parcels'], { parcels }],
	[['items', 'parcels'], { items, parcels }],
])('a simplified order includes %j', async (include, shown) => {
	const result = await make(get, await sandboxFor(get), { parameters: { include } });
	expect(result.items).toEqual([{ ...get.items[0], ...shown }]);
});

test('an order without lines and parcels includes empty lists', async () => {
	const data = '{"baseInfo":{"idOfStr":"2059624776425880794"}}';
	const result = await make(get, await sandboxFor({ ...get, data }), {
		parameters: { include: ['items', 'parcels'] },
	});
	expect(result.items).toEqual([
		{
			orderId: '2059624776425880794',
			status: null,
			payment: 'unclear',
			amount: null,
			shippingFee: null,
			supplier: null,
			createdAt: null,
			paidAt: null,
			closeReason: null,
			refundStatus: null,
			items: [],
			parcels: [],
		},
	]);
});

/** An order in another state: what is put in place of a paid one's. */
test.each<[payment: string, changes: Array<[from: string, to: string]>]>([
	['closed', [['"waitbuyerreceive"', '"cancel"']]],
	['closed', [['"waitbuyerreceive"', '"terminated"']]],
	['inProgress', [['"payStatus":"2"', '"payStatus":9']]],
	['unclear', [['"payStatus":"2"', '"payStatus":1']]],
	['unclear', [['"waitbuyerreceive"', '"waitbuyerpay"']]],
	['unclear', [['"waitbuyerreceive"', '"someday"']]],
	[
		'unpaid',
		[
			['"waitbuyerreceive"', '"waitbuyerpay"'],
			['"payStatus":"2"', '"payStatus":1'],
			['"20180614031500123-0700"', 'null'],
		],
	],
])('its payment is %s with %j', async (payment, changes) => {
	const data = changes.reduce((text, [from, to]) => text.replace(from, to), PAID_ORDER);
	const result = await make(get, await sandboxFor({ ...get, data }));
	expect(result.items).toEqual([expect.objectContaining({ payment })]);
});

test.each([
	['20180614101942000+0800', '2018-06-14T10:19:42.000+08:00'],
	['20201231235959999-0700', '2020-12-31T23:59:59.999-07:00'],
	['2018-06-14 10:19:42', '2018-06-14 10:19:42'],
	['', null],
])('the date %j is shown as %j', async (date, shown) => {
	const data = PAID_ORDER.replace('20180614101942000+0800', date);
	const result = await make(get, await sandboxFor({ ...get, data }));
	expect(result.items).toEqual([expect.objectContaining({ createdAt: shown })]);
});
