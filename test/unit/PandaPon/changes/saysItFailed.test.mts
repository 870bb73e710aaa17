import { saysItFailed } from '../../../../dist/nodes/PandaPon/changes/saysItFailed.js';
import { orderIds } from '../../../support/orderIds.mts';

const [ID] = orderIds(1);
const REFUND = 'TQ233104830183830794';
const failed = (data: unknown, msg = '成功') => saysItFailed({ data, msg });
const nested = (value: unknown, depth: number): unknown =>
	depth === 0 ? value : { next: nested(value, depth - 1) };

test.each([
	...[undefined, null, true, false, {}, [], '', ' ', '成功', '操作成功', 'success', ' OK ', 'TRUE'],
	...[ID, REFUND, 1234567890, [ID, 'ok'], [7], { id: 7 }, { id: ID }],
	...[{ success: true }, { success: 'True' }, { result: 'success' }, { result: 'OK' }],
	...[{ result: { id: 7 } }, { result: [ID] }, { result: [] }, { code: 200 }, { code: '200' }],
	...[{ code: null }, { status: 'SUCCESS' }, { status: 1 }, { message: '成功', data: { id: 7 } }],
	...[{ errorCode: null }, { errorMsg: '' }, { failedOfferList: [] }, { failures: undefined }],
	...[{ resultCode: null }, { resultCode: '200' }, { retCode: 0 }, { subCode: 'SUCCESS' }],
	...[{ isSuccess: true }, { ok: true }, { totalSuccessAmount: 1200 }, { freightFlag: false }],
])('%j has no sign of a failure', (data) => {
	expect(failed(data)).toBe(false);
});

test.each([
	// Short numbers could be error codes.
	...[0, 7, -1, 123456789, '7', '5001', '400_3', '500_004', '123456'],
	...['失败', '库存不足', 'error', 'ERROR_7', 'failed-7', 'wrong state', 'false', 'no'],
	...[{ message: '库存不足' }, { errorInfo: 'x' }, { errorMsg: 'x' }, { errorMessage: 'x' }],
	...[{ errorCode: '5001' }, { errorCode: 5001 }, { errCode: 0 }, { failReason: 'x' }],
	...[{ failedOfferList: [{}] }, { errors: [null] }, { error: {} }, { Error: true }],
	...[{ success: false }, { success: 'false' }, { success: null }, { success: 0 }, { success: 1 }],
	...[{ success: '' }, { result: false }, { result: 'no' }, { result: null }],
	...[{ code: 0 }, { code: 500 }, { code: '400' }, { code: '' }],
	...[{ status: 'FAILED' }, { status: 'error' }, { status: '5001' }, { status: 'REJECTED' }],
	...[{ resultCode: '500_1' }, { resultCode: 'SYSTEM_ERROR' }, { retCode: -1 }, { sub_code: 400 }],
	...[{ isSuccess: false }, { succeed: false }, { ok: false }, { flag: 'false' }, [false]],
	...[{ resultCode: { success: false } }],
])('%j has one', (data) => {
	expect(failed(data)).toBe(true);
});

test.each([{ success: false }, { errorCode: '1' }, { code: 500 }, { status: 'FAILED' }])(
	'%j is found deep within an answer, which ends',
	(failure) => {
		for (const depth of [2, 3, 4, 5]) {
			expect(failed(nested(failure, depth))).toBe(true);
			expect(failed([nested(failure, depth - 1)])).toBe(true);
			expect(failed({ success: true, list: [{ success: true }, nested(failure, depth - 2)] })).toBe(
				true,
			);
		}
		expect(failed(nested(failure, 6))).toBe(false);
		expect(failed(nested(failure, 2_000))).toBe(false);
	},
);

test('texts of a list are read one by one', () => {
	expect(failed(['成功', '库存不足'])).toBe(true);
	expect(failed([ID, ' ok '])).toBe(false);
	// Inside an order they are names of payment channels, and addresses of pictures.
	expect(failed({ payChannelList: ['支付宝'], productImgUrl: ['https://img.example/1.jpg'] })).toBe(
		false,
	);
});

test('words of the envelope count where the data has none', () => {
	for (const data of [null, {}, [], { id: 7 }, true]) {
		expect(failed(data, '库存不足')).toBe(true);
		expect(failed(data, 'success')).toBe(false);
		expect(failed(data, '')).toBe(false);
	}
});
