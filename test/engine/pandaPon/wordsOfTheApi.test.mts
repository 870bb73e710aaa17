// What the API says beside a refusal decides whether a person runs the row again.
import { aroundExecute } from '../../support/engine/aroundExecute.mts';
import {
	answering,
	callsTo,
	done,
	envelopeAround,
	make,
	sandboxFor,
	UNPAID,
} from '../../support/engine/literalCall.mts';
import { PandaPon } from '../../support/engine/n8nPackages.mts';
import { callOf } from './calls/all.mts';

const link = callOf('order1688', 'getPaymentLink');
const create = callOf('order1688', 'create');
const several = callOf('order1688', 'createForSeveralSellers');
const cancel = callOf('order1688', 'cancel');
const confirm = callOf('order1688', 'confirmReceipt');
const refund = callOf('refund1688', 'create');

const refusing = (msg: string, code = 400) => answering(JSON.stringify({ code, msg, data: null }));
/** The work is done, and the answer says otherwise. */
const didButSays = (msg: string, code: number) => ({
	...refusing(msg, code),
	processed: true,
});

describe('a payment link that was paid by agreement, and refused by its words', () => {
	test.each([
		...['订单已支付', '订单已付款', '支付中', '已扣款', '订单审核中', '待审核'],
		...['The order has been paid', 'ORDER_PAID', `订单${UNPAID}不能支付`],
	])('%s: unclear, and asked for once', async (msg) => {
		for (const code of [400, 429]) {
			const sandbox = await sandboxFor(link, didButSays(msg, code));
			sandbox.account.paysByAgreement = true;
			sandbox.account.paysAtOnce = false;
			const { items } = await make(link, sandbox, { items: [{}, {}] });
			expect(items.map(({ outcome }) => outcome)).toEqual(['unclear', 'notSent']);
			expect(callsTo(sandbox, link)).toHaveLength(1);
			expect(sandbox.account.submissions(UNPAID)).toBe(1);
		}
	});
});

describe('an order that was created, and refused by its words', () => {
	test.each([
		...['订单创建中', '订单生成中', '提交中', '请勿多次提交', '已下过单', '读取响应失败'],
		...['ORDER_CREATING', 'order has been placed', 'no response from 1688', 'broken pipe', 'EOF'],
	])('%s: unclear', async (msg) => {
		const sandbox = await sandboxFor(create, didButSays(msg, 400));
		const { items } = await make(create, sandbox);
		expect(items).toEqual([expect.objectContaining({ outcome: 'unclear' })]);
		expect([...sandbox.account.changes.values()]).toEqual([1]);
	});

	test.each(['upstream request timeout', '请求超时,请稍后查询', '系统异常,结果未知'])(
		'rate limiting that says "%s" is not sent again',
		async (msg) => {
			const sandbox = await sandboxFor(create, didButSays(msg, 429));
			const { items } = await make(create, sandbox);
			expect(items).toEqual([expect.objectContaining({ outcome: 'unclear' })]);
			expect(callsTo(sandbox, create)).toHaveLength(1);
		},
	);
});

test.each(['退款中', '已有售后单', '存在退款中的售后单', 'refund is in process'])(
	'a refund refused with "%s" is unclear',
	async (msg) => {
		const { items } = await make(refund, await sandboxFor(refund, refusing(msg)));
		expect(items).toEqual([expect.objectContaining({ outcome: 'unclear' })]);
	},
);

describe('everyday refusals are refusals', () => {
	test.each([
		...['订单状态不正确', 'ORDER_STATUS_ERROR', '订单已付款不能取消', '参数错误', '订单不存在'],
		...['order not exists', 'NOT_EXISTS', 'incomplete parameters', 'order cannot be created'],
		...['下单不成功', '参数校验异常', '金额异常', '订单未完成发货', '请先完成实名认证'],
	])('%s', async (msg) => {
		for (const call of [cancel, confirm]) {
			const { items } = await make(call, await sandboxFor(call, refusing(msg)));
			expect(items).toEqual([expect.objectContaining({ outcome: 'refused' })]);
		}
	});

	test.each(['商品672991141190库存不足', '手机号13800138000格式错误', '余额不足'])(
		'of an order: %s',
		async (msg) => {
			const { items } = await make(create, await sandboxFor(create, refusing(msg)));
			expect(items).toEqual([expect.objectContaining({ outcome: 'refused' })]);
		},
	);

	test('of a refund, with the order that was asked about', async () => {
		const fault = refusing(`订单${UNPAID}退款金额超出可退金额`);
		const { items } = await make(refund, await sandboxFor(refund, fault));
		expect(items).toEqual([expect.objectContaining({ outcome: 'refused' })]);
	});

	test.each([
		...['unknown access-key', 'accessKey not exists', '签名错误', '请检查系统时间', 'nonce重复'],
		...['timestamp已过期,与服务器时间相差过大', 'timestamp timeout', '未开通该服务,无权限'],
	])('of a key: %s', async (msg) => {
		for (const code of [401, 403]) {
			const { items } = await make(create, await sandboxFor(create, refusing(msg, code)));
			expect(items).toEqual([
				expect.objectContaining({
					outcome: 'refused',
					advice: 'Nothing was changed. Press Test in the credential: it says what is wrong.',
				}),
			]);
		}
	});
});

test("an order in 1688's whole buyer view is created, whatever texts are in it", async () => {
	const order = {
		baseInfo: {
			idOfStr: '2059624776425880795',
			status: 'waitbuyerpay',
			payChannelList: ['支付宝', '跨境宝'],
			totalAmount: 19,
		},
		productItems: [
			{ name: '台灯', productImgUrl: ['https://img.example/1.jpg'], statusStr: '等待买家付款' },
		],
	};
	const data = JSON.stringify([order]);
	const { items } = await make(several, await sandboxFor({ ...several, data }));
	expect(items).toEqual([done({ createdIds: ['2059624776425880795'], answer: [order] })]);
});

test.each(['true', '"操作成功！"', '{"success":true,"errorMsg":"请求成功。"}'])(
	'a plain yes has no remark: %s',
	async (data) => {
		const parcel = callOf('refund1688', 'sendReturnParcel');
		const { items } = await make(parcel, await sandboxFor({ ...parcel, data }));
		expect(items).toEqual([
			expect.objectContaining({ outcome: 'done', errorReason: null, advice: null }),
		]);
	},
);

test('a key that is not accepted, and rate limiting, hold the rest of the rows back', async () => {
	const rows = Array.from({ length: 6 }, (_, row) => ({ note: `PO-${row}` }));
	const run = {
		items: rows,
		parameters: { additionalFields: { message: '={{ $json.note }}' } },
	};
	const sandbox = await sandboxFor(create, refusing('签名错误', 401));
	const { items } = await make(create, sandbox, run);
	expect(items.map(({ outcome }) => outcome)).toEqual([
		...Array<string>(3).fill('refused'),
		...Array<string>(3).fill('notSent'),
	]);
	expect(callsTo(sandbox, create)).toHaveLength(3);
});

test('where n8n has no banners for the node, as for a tool of an older one, a read works', async () => {
	const nodeType = aroundExecute(new PandaPon(), async (context, execute) => {
		Object.assign(context, { addExecutionHints: undefined });
		return await execute();
	});
	const search = callOf('product1688', 'searchByKeyword');
	const sandbox = await sandboxFor({ ...search, data: envelopeAround(search.data) });
	sandbox.reset();
	const { items, message } = await make(search, sandbox, { nodeType });
	expect(message).toBeUndefined();
	expect(items.length).toBeGreaterThan(0);
});
