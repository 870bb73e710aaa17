import { dataOf } from '../../../../dist/nodes/PandaPon/reads/dataOf.js';
import { ReadFailure } from '../../../../dist/nodes/PandaPon/reads/readFailure.js';
import type { CallResult } from '../../../../dist/nodes/shared/api/callOnce.js';
import { orderIds } from '../../../support/orderIds.mts';

const [ID] = orderIds(1);
const answered = (httpStatus: number, body: unknown): CallResult => ({
	kind: 'answered',
	httpStatus,
	body: typeof body === 'string' ? body : JSON.stringify(body),
});
function failure(call: CallResult): { reason: string; next: string } {
	try {
		dataOf(call);
	} catch (error) {
		expect(error).toBeInstanceOf(ReadFailure);
		const { message, next } = error as ReadFailure;
		return { reason: message, next };
	}
	throw new Error('It was read');
}

test.each([undefined, null, {}, [], 'text', 7, false, { success: true }, { success: null, a: 1 }])(
	'with code 200, the data are read: %j',
	(data) => {
		for (const httpStatus of [200, 201, 202, 203])
			expect(dataOf(answered(httpStatus, { code: 200, data }))).toEqual(data);
	},
);

test('all digits are kept', () => {
	expect(dataOf(answered(200, `{"code":200,"data":[${ID},{"id":${ID}}]}`))).toEqual([
		ID,
		{ id: ID },
	]);
});

const CONNECTION = /^Check the connection and the Base URL/;
const CREDENTIAL = /credential and press Test/;
const WAIT = /^Wait a little/;
const FIELDS = /^Check the fields/;
const TROUBLE = /in trouble/;

test.each<CallResult>([
	{ kind: 'notSent', reason: 'Nobody listens' },
	{ kind: 'unclear', reason: 'Nobody listens' },
])('no answer: %j', (call) => {
	expect(failure(call)).toEqual({
		reason: 'Nobody listens',
		next: expect.stringMatching(CONNECTION),
	});
});

test.each<[number, number | undefined, RegExp]>([
	[200, 400, FIELDS],
	[200, 404, FIELDS],
	[200, 401, CREDENTIAL],
	[200, 403, CREDENTIAL],
	[200, 429, WAIT],
	[200, 500, TROUBLE],
	[200, 10012, TROUBLE],
	[200, undefined, CREDENTIAL],
	[400, undefined, FIELDS],
	[401, 200, CREDENTIAL],
	[429, 200, WAIT],
	[500, 200, TROUBLE],
	[502, undefined, TROUBLE],
	[302, 200, TROUBLE],
	[204, 200, TROUBLE],
	[206, 200, TROUBLE],
])('HTTP %s, code %s is no success', (httpStatus, code, next) => {
	const call = answered(httpStatus, { code, msg: '失败', data: { a: 1 } });
	expect(failure(call)).toEqual({ reason: '失败', next: expect.stringMatching(next) });
});

test.each(['', '<html>', '{"code":200,"data":{}', '[]'])('%j cannot be read', (body) => {
	expect(failure(answered(200, body)).reason).toBe("The API's answer could not be read (HTTP 200)");
});

test.each<[object, string]>([
	[{ errorMsg: 'Out of stock', errorCode: '500_004' }, 'Out of stock'],
	[{ errorInfo: 'Out of stock' }, 'Out of stock'],
	[{ errorMessage: 'Out of stock' }, 'Out of stock'],
	[{ message: 'Out of stock' }, 'Out of stock'],
	[{ errorMsg: ' ', errorCode: '500_004' }, '500_004'],
	[{ errorMsg: '订单不存在' }, '订单不存在 (the order does not exist)'],
	[{}, 'The API answered that it could not do it, and not why'],
])('a failure within the data: %j', (words, reason) => {
	for (const success of [false, 'false'])
		expect(failure(answered(200, { code: 200, msg: '成功', data: { success, ...words } }))).toEqual(
			{
				reason,
				next: expect.stringMatching(FIELDS),
			},
		);
});
