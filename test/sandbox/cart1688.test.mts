import { startSandbox } from '../support/engine/sandboxWith.mts';
import { get, post } from './callSandbox.mts';
import type { Sandbox } from './sandbox.mts';

const LIST = '/v2/alibaba/cart/list';
const EDIT = '/alibaba/cart/edit-quantity';
const PREVIEW = '/alibaba/cart/preview/order';
const CREATE = '/alibaba/cart/create/order';

interface Row {
	id: number;
	quantity: number;
}
interface Shop {
	sellerOpenId: string;
	cartItemInfos: Row[];
}
interface Created {
	orderList: Array<{ orderId: string; orderAmmount: number }>;
}
interface Preview {
	orderPreviewResuslt: Array<{ sumPayment: number }>;
}

async function rows(sandbox: Sandbox) {
	const { data } = await get<Record<'enableList' | 'disableList', Shop[]>>(sandbox, LIST);
	const idsOf = (shops: Shop[]) => shops.map((shop) => shop.cartItemInfos.map(({ id }) => id));
	return { can: idsOf(data.enableList), cannot: idsOf(data.disableList), shops: data.enableList };
}

test('the list has its rows by shop, apart from those that are sold out', async () => {
	const { can, cannot } = await rows(await startSandbox());
	expect([can, cannot]).toEqual([[[101, 102], [103]], [[104]]]);
});

test('a row gets another quantity; one that is not there does not', async () => {
	const sandbox = await startSandbox();
	expect((await post(sandbox, EDIT, { id: 101, quantity: 7 })).data).toBe(true);
	expect((await rows(sandbox)).shops[0].cartItemInfos[0]).toMatchObject({ id: 101, quantity: 7 });
	expect((await post(sandbox, EDIT, { id: 999, quantity: 7 })).data).toBe(false);
	expect([...sandbox.account.changes]).toEqual([[`POST ${EDIT} {"id":101,"quantity":7}`, 1]]);
});

test('rows become one order for each seller, at the price of the preview, and leave the cart', async () => {
	const sandbox = await startSandbox();
	const rowIds = { addressParam: {}, cartIds: [101, 103] };
	const preview = await post<Preview>(sandbox, PREVIEW, rowIds);
	const { data } = await post<Created>(sandbox, CREATE, { ...rowIds, flow: 'general' });
	expect(data.orderList.map(({ orderAmmount }) => orderAmmount)).toEqual(
		preview.data.orderPreviewResuslt.map(({ sumPayment }) => sumPayment),
	);
	expect(data.orderList).toHaveLength(2);
	for (const { orderId, orderAmmount } of data.orderList) {
		const order = { webSite: '1688', orderId };
		expect((await post(sandbox, '/alibaba/order/detail', order)).data).toMatchObject({
			baseInfo: { idOfStr: orderId, status: 'waitbuyerpay', totalAmount: orderAmmount / 100 },
		});
	}
	expect((await rows(sandbox)).can).toEqual([[102]]);

	expect(await post(sandbox, CREATE, { ...rowIds, flow: 'general' })).toMatchObject({
		code: 400,
		msg: expect.stringMatching(/^cartIds: 101/) as string,
	});
	expect(sandbox.account.orders.size).toBe(2);
});

test('a preview leaves the cart as it is', async () => {
	const sandbox = await startSandbox();
	await post(sandbox, PREVIEW, { addressParam: {}, cartIds: [101] });
	expect([(await rows(sandbox)).can, sandbox.account.changes.size]).toEqual([
		[[101, 102], [103]],
		0,
	]);
});

test.each<[string, string, object, RegExp]>([
	['no quantity', EDIT, { id: 101 }, /^quantity is missing/],
	['half a piece', EDIT, { id: 101, quantity: 0.5 }, /^quantity must be/],
	['a row as text', EDIT, { id: '101', quantity: 1 }, /^id must be/],
	['no address', PREVIEW, { cartIds: [101] }, /^addressParam is missing/],
	['rows as text', PREVIEW, { addressParam: {}, cartIds: ['101'] }, /^cartIds\[0\] must be/],
	['no rows', CREATE, { flow: 'general', addressParam: {}, cartIds: [] }, /^cartIds is empty/],
	['no flow', CREATE, { addressParam: {}, cartIds: [101] }, /^flow is missing/],
	['what is sold out', PREVIEW, { addressParam: {}, cartIds: [104] }, /^cartIds: 104/],
])('%s is refused', async (_name, path, body, msg) => {
	const sandbox = await startSandbox();
	expect(await post(sandbox, path, body)).toMatchObject({
		code: 400,
		msg: expect.stringMatching(msg) as string,
	});
	expect(sandbox.account.changes.size).toBe(0);
});
