import { readOrderStatus } from '../../../dist/nodes/BatchPay1688Orders/readOrderStatus.js';

const A = '2059624776425880794';
const B = '2059624776425880795';

const answered = (httpStatus: number, body: string) => ({ kind: 'answered', httpStatus, body }) as const;
const found = (baseInfo: string, code = 200, httpStatus = 200) => answered(httpStatus, `{"code":${code},"data":{"baseInfo":${baseInfo}}}`);

describe('readOrderStatus', () => {
	test.each([
		'waitsellersend', 'waitsellerpush', 'waitlogisticstakein', 'waitbuyerreceive', 'waitbuyersign', 'signinsuccess', 'confirm_goods', 'success',
	])('%s proves a payment', (status) => {
		expect(readOrderStatus(A, found(`{"idOfStr":"${A}","status":"${status}"}`))).toEqual({ status, paid: true });
	});

	test.each(['waitbuyerpay', 'cancel', 'terminated', 'sellerrefuse', 'not_success', 'constructor'])('%s proves none', (status) => {
		expect(readOrderStatus(A, found(`{"idOfStr":"${A}","status":"${status}"}`))).toEqual({ status, paid: false });
	});

	test.each<[string, string]>([
		['the ID as text', `{"idOfStr":"${A}","status":"success"}`],
		['the ID as a number', `{"id":${A},"status":"success"}`],
		['the ID as both', `{"id":${A},"idOfStr":"${A}","status":"success"}`],
		['the number rounded beside the text, as JavaScript writes it', `{"id":${String(Number(A))},"idOfStr":"${A}","status":"success"}`],
		['the number rounded beside the text, as others write it', `{"id":${String(BigInt(Number(A)))},"idOfStr":"${A}","status":"success"}`],
		['one ID null', `{"id":null,"idOfStr":"${A}","status":"success"}`],
		['the order ID', `{"orderId":"${A}","status":"success"}`],
		['the other ID null', `{"id":${A},"idOfStr":null,"status":"success"}`],
		['no ID at all', '{"status":"success"}'],
		['the status in other letters, with spaces', `{"idOfStr":"${A}","status":" Success "}`],
	])('takes %s', (_name, baseInfo) => {
		expect(readOrderStatus(A, found(baseInfo))).toEqual({ status: 'success', paid: true });
	});

	test.each<[string, string]>([
		['another ID as text', `{"idOfStr":"${B}","status":"success"}`],
		['another ID as a number', `{"id":${B},"status":"success"}`],
		['another ID as the order ID', `{"orderId":"${B}","status":"success"}`],
		['a rounded number alone', `{"id":${String(Number(A))},"status":"success"}`],
		['two IDs, one of them another', `{"id":${B},"idOfStr":"${A}","status":"success"}`],
		['two IDs, the other of them another', `{"id":${A},"idOfStr":"${B}","status":"success"}`],
		['three IDs, the last of them another', `{"id":${A},"idOfStr":"${A}","orderId":"${B}","status":"success"}`],
		['a small number as ID', '{"id":17,"status":"success"}'],
		['an empty ID', '{"idOfStr":"","status":"success"}'],
		['an ID with a space', `{"idOfStr":"${A} ","status":"success"}`],
		['an ID inside a list', `{"idOfStr":["${A}"],"status":"success"}`],
		['an ID that is neither text nor number', '{"id":false,"status":"success"}'],
		['no status', `{"idOfStr":"${A}"}`],
		['an empty status', `{"idOfStr":"${A}","status":" "}`],
		['a status that is no text', `{"idOfStr":"${A}","status":1}`],
		['baseInfo null', 'null'],
		['baseInfo as text', '"success"'],
		['baseInfo as a list', `[{"idOfStr":"${A}","status":"success"}]`],
	])('%s brings no status', (_name, baseInfo) => {
		expect(readOrderStatus(A, found(baseInfo))).toStrictEqual({ paid: false });
	});

	test.each<[string, boolean]>([
		['', true],
		[`"orderId":"${A}",`, true],
		[`"id":${A},"idOfStr":null,`, true],
		[`"orderId":"${B}",`, false],
		[`"id":${B},`, false],
		[`"idOfStr":"${B}",`, false],
	])('beside baseInfo, %s fits: %s', (beside, fits) => {
		const call = answered(200, `{"code":200,"data":{${beside}"baseInfo":{"idOfStr":"${A}","status":"success"}}}`);
		expect(readOrderStatus(A, call)).toStrictEqual(fits ? { status: 'success', paid: true } : { paid: false });
	});

	test('an ID that JavaScript holds as a number fits too', () => {
		expect(readOrderStatus('17', found('{"id":17,"status":"success"}'))).toEqual({ status: 'success', paid: true });
	});

	test.each<[number, number, boolean]>([
		[200, 200, true], [201, 200, true], [203, 200, true], [199, 200, false], [204, 200, false], [206, 200, false], [299, 200, false],
		[300, 200, false], [404, 200, false], [500, 200, false], [200, 201, false], [200, 400, false], [200, 10012, false], [404, 404, false],
	])('HTTP %s with code %s: read %s', (httpStatus, code, isRead) => {
		const call = found(`{"idOfStr":"${A}","status":"success"}`, code, httpStatus);
		expect(readOrderStatus(A, call)).toStrictEqual(isRead ? { status: 'success', paid: true } : { paid: false });
	});

	test.each<[number, string, object]>([
		// The code comes along only from a whole answer that carries nothing else.
		[200, '{"code":10012}', { code: 10012 }],
		[203, '{"code":10012,"msg":"no","requestId":"r-1","data":null}', { code: 10012 }],
		[200, '{"code":10012,"data":{}}', { code: 10012 }],
		[200, '{"code":400}', { code: 400 }],
		[200, '{"code":10012,"data":{"id":1}}', {}],
		[200, '{"code":10012,"data":"text"}', {}],
		[200, '{"code":200}', {}],
		[200, '{"code":200,"data":{}}', {}],
		[199, '{"code":10012}', {}],
		[204, '{"code":10012}', {}],
		[401, '{"code":10012}', {}],
		[500, '{"code":10012}', {}],
	])('HTTP %s with %s brings no status', (httpStatus, body, expected) => {
		expect(readOrderStatus(A, answered(httpStatus, body))).toStrictEqual({ paid: false, ...expected });
	});

	test.each<[string, Parameters<typeof readOrderStatus>[1]]>([
		['a call that was never sent', { kind: 'notSent', reason: 'Nobody listens' }],
		['a call without an answer', { kind: 'unclear', reason: 'The line was cut' }],
		['a page', answered(200, '<html>')],
		['nothing', answered(200, '')],
		['a list', answered(200, '[]')],
		['data that is null', answered(200, '{"code":200,"data":null}')],
		['data that is text', answered(200, '{"code":200,"data":"text"}')],
		['data that is a list', answered(200, '{"code":200,"data":[]}')],
		['data that is a number', answered(200, '{"code":200,"data":7}')],
	])('%s brings nothing', (_name, call) => {
		expect(readOrderStatus(A, call)).toStrictEqual({ paid: false });
	});

	test('an answer without a code brings none', () => {
		expect(readOrderStatus(A, answered(200, `{"data":{"baseInfo":{"idOfStr":"${A}","status":"success"}}}`))).toEqual({ paid: false });
		expect(readOrderStatus(A, answered(200, '{}'))).toEqual({ paid: false });
	});
});
