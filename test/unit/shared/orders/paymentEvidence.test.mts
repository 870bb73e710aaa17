import {
	paymentEvidence,
	type Payment,
} from '../../../../dist/nodes/shared/orders/paymentEvidence.js';
import { buyerViewOrder, type Block } from './buyerViewOrder.mts';

interface Change {
	baseInfo?: Block;
	/** The `payStatus` of each term; `undefined` leaves `tradeTerms` out. */
	terms?: unknown;
	/** Replaces the list of terms. */
	tradeTerms?: unknown;
}

const TERM = buyerViewOrder().tradeTerms[0];

/** The whole order with some of it changed. */
function orderWith({ baseInfo, ...change }: Change): Block {
	const order = buyerViewOrder();
	Object.assign(order.baseInfo, baseInfo);
	if ('terms' in change)
		return {
			...order,
			tradeTerms: (change.terms as unknown[] | undefined)?.map((payStatus) => ({
				...TERM,
				payStatus,
			})),
		};
	return 'tradeTerms' in change ? { ...order, tradeTerms: change.tradeTerms } : order;
}

const read = (change: Change) => paymentEvidence(orderWith(change));
const stages = (...statuses: unknown[]) =>
	statuses.map((payStatus, index) => ({
		payStatus,
		phase: index + 1,
		payFee: 20,
		paidFee: 20,
		postFee: 0,
	}));
const unpaid = { status: 'waitbuyerpay', payTime: undefined };

/** The verdict and what it rests on. */
type Row = [name: string, change: Change, payment: Payment, why: string];

describe('a whole order, little of which is about its payment', () => {
	test('is paid', () => {
		expect(paymentEvidence(buyerViewOrder())).toStrictEqual({
			payment: 'paid',
			status: 'waitsellersend',
			why: 'its status is waitsellersend, and every part of it is paid',
		});
	});

	test('is unpaid with the fields of an unpaid one', () => {
		expect(read({ baseInfo: unpaid, terms: ['1'] })).toStrictEqual({
			payment: 'unpaid',
			status: 'waitbuyerpay',
			why: 'it waits for payment',
		});
	});

	test('is not changed by reading it', () => {
		const order = buyerViewOrder();
		paymentEvidence(order);
		expect(order).toEqual(buyerViewOrder());
	});
});

describe('closed', () => {
	test.each<Row>([
		['cancelled', { baseInfo: { status: 'cancel' } }, 'closed', 'its status is cancel'],
		['terminated', { baseInfo: { status: 'terminated' } }, 'closed', 'its status is terminated'],
		[
			'in other letters, with spaces',
			{ baseInfo: { status: ' Cancel\n' } },
			'closed',
			'its status is cancel',
		],
		[
			'although a payment is in progress',
			{ baseInfo: { status: 'cancel' }, terms: ['9'] },
			'closed',
			'its status is cancel',
		],
		[
			'although it was paid',
			{ baseInfo: { status: 'terminated' }, terms: ['2'] },
			'closed',
			'its status is terminated',
		],
		[
			'although it has never been paid',
			{ baseInfo: { ...unpaid, status: 'cancel' }, terms: ['8'] },
			'closed',
			'its status is cancel',
		],
	])('%s', (_name, change, payment, why) => {
		expect(read(change)).toMatchObject({ payment, why });
	});
});

describe('a payment in progress', () => {
	const why = 'a payment for it is in progress';
	test.each<Row>([
		['as text', { baseInfo: unpaid, terms: ['9'] }, 'inProgress', why],
		['as a number', { baseInfo: unpaid, terms: [9] }, 'inProgress', why],
		['as text with spaces', { baseInfo: unpaid, terms: [' 9 '] }, 'inProgress', why],
		['of one part among others', { baseInfo: unpaid, terms: ['1', '9', '1'] }, 'inProgress', why],
		['beside a part that is paid', { terms: ['2', 9] }, 'inProgress', why],
		[
			'beside a part that cannot be read',
			{ baseInfo: unpaid, terms: [null, '9'] },
			'inProgress',
			why,
		],
		[
			'although it has a time of payment',
			{ baseInfo: { status: 'waitbuyerpay' }, terms: ['9'] },
			'inProgress',
			why,
		],
		['although its status is past payment', { terms: ['9'] }, 'inProgress', why],
		[
			'although its status says nothing',
			{ baseInfo: { status: 'waitsellerpush' }, terms: ['9'] },
			'inProgress',
			why,
		],
	])('%s', (_name, change, payment, expected) => {
		expect(read(change)).toMatchObject({ payment, why: expected });
	});

	test.each<[string, Change]>([
		['no other number is', { baseInfo: unpaid, terms: ['99'] }],
		['9 in longer text is not', { baseInfo: unpaid, terms: ['9.'] }],
		['9 as a fraction is not', { baseInfo: unpaid, terms: [9.5] }],
		['9 in binary is not', { baseInfo: unpaid, terms: ['0b1001'] }],
		['9 in a list is not', { baseInfo: unpaid, terms: [[9]] }],
		['9 of a stage is not', { baseInfo: { ...unpaid, newStepOrderList: stages(9) }, terms: ['1'] }],
	])('%s', (_name, change) => {
		expect(read(change)).toMatchObject({
			payment: 'unclear',
			why: 'it waits for payment, but part of it may be paid',
		});
	});
});

describe('unpaid', () => {
	test.each<[string, Change]>([
		...['1', 1, '7', 7, '8', 8, '12', 12, ' 1 '].map((payStatus): [string, Change] => [
			`with a term of ${JSON.stringify(payStatus)}`,
			{ baseInfo: unpaid, terms: [payStatus] },
		]),
		['with several terms', { baseInfo: unpaid, terms: ['1', '7', '12'] }],
		['without terms', { baseInfo: unpaid, terms: undefined }],
		['with no term in the list', { baseInfo: unpaid, terms: [] }],
		['with terms that are null', { baseInfo: unpaid, tradeTerms: null }],
		[
			'with unpaid stages',
			{ baseInfo: { ...unpaid, newStepOrderList: stages(1, '12') }, terms: ['1'] },
		],
		[
			'with unpaid stages of the older kind',
			{ baseInfo: { ...unpaid, stepOrderList: stages('1') }, terms: undefined },
		],
		['in other letters', { baseInfo: { ...unpaid, status: ' WaitBuyerPay ' }, terms: ['1'] }],
		...[null, '', '  '].map((payTime): [string, Change] => [
			`with ${JSON.stringify(payTime)} as time of payment`,
			{ baseInfo: { status: 'waitbuyerpay', payTime }, terms: ['1'] },
		]),
	])('%s', (_name, change) => {
		expect(read(change)).toStrictEqual({
			payment: 'unpaid',
			status: 'waitbuyerpay',
			why: 'it waits for payment',
		});
	});

	const part = 'it waits for payment, but part of it may be paid';
	const time = 'it waits for payment, but has a time of payment';
	test.each<Row>([
		...[
			'2',
			2,
			'6',
			4,
			'3',
			'0x1',
			'',
			null,
			undefined,
			'unpaid',
			'-1',
			1.5,
			'123',
			true,
			{},
			[1],
		].map((payStatus): Row => [
			`a term of ${JSON.stringify(payStatus)}`,
			{ baseInfo: unpaid, terms: [payStatus] },
			'unclear',
			part,
		]),
		[
			'one paid term among unpaid ones',
			{ baseInfo: unpaid, terms: ['1', '2', '1'] },
			'unclear',
			part,
		],
		[
			'a paid stage',
			{ baseInfo: { ...unpaid, newStepOrderList: stages(2, 1) }, terms: ['1', '1'] },
			'unclear',
			part,
		],
		[
			'a paid stage of the older kind',
			{ baseInfo: { ...unpaid, stepOrderList: stages('2') }, terms: ['1'] },
			'unclear',
			part,
		],
		[
			'stages of another shape',
			{ baseInfo: { ...unpaid, newStepOrderList: { payStatus: 1 } }, terms: ['1'] },
			'unclear',
			part,
		],
		[
			'stages of the older kind as text',
			{ baseInfo: { ...unpaid, stepOrderList: '[]' }, terms: ['1'] },
			'unclear',
			part,
		],
		[
			'terms of another shape',
			{ baseInfo: unpaid, tradeTerms: { payStatus: '1' } },
			'unclear',
			part,
		],
		['terms as text', { baseInfo: unpaid, tradeTerms: '1' }, 'unclear', part],
		['a term that is no object', { baseInfo: unpaid, tradeTerms: ['1'] }, 'unclear', part],
		['a term that is null', { baseInfo: unpaid, tradeTerms: [null] }, 'unclear', part],
		...['20241124093000000+0800', 1732411800000, 0, 'soon', false, true, {}].map((payTime): Row => [
			`a time of payment: ${JSON.stringify(payTime)}`,
			{ baseInfo: { status: 'waitbuyerpay', payTime }, terms: ['1'] },
			'unclear',
			time,
		]),
		[
			'a time of payment and a paid term: the time is named',
			{ baseInfo: { status: 'waitbuyerpay' }, terms: ['2'] },
			'unclear',
			time,
		],
	])('not with %s', (_name, change, payment, why) => {
		expect(read(change)).toStrictEqual({ payment, status: 'waitbuyerpay', why });
	});
});

describe('paid', () => {
	const PAST = [
		'waitsellersend',
		'waitlogisticstakein',
		'waitbuyerreceive',
		'waitbuyersign',
		'signinsuccess',
		'confirm_goods',
		'success',
	];

	test.each(PAST)('%s with every term paid', (status) => {
		expect(read({ baseInfo: { status } })).toStrictEqual({
			payment: 'paid',
			status,
			why: `its status is ${status}, and every part of it is paid`,
		});
	});

	test.each<[string, Change]>([
		...['2', 2, '6', 6].map((payStatus): [string, Change] => [
			`a term of ${JSON.stringify(payStatus)}`,
			{ terms: [payStatus] },
		]),
		['several terms', { terms: ['2', 6] }],
		['terms alone, without a time of payment', { baseInfo: { payTime: undefined } }],
		[
			'terms alone, of an order that is paid in stages',
			{ baseInfo: { tradeType: '7' }, terms: ['2', '2'] },
		],
		['terms alone, of an order of unknown type', { baseInfo: { tradeType: undefined } }],
		[
			'every stage paid too',
			{ baseInfo: { tradeType: '7', newStepOrderList: stages(2, '6') }, terms: ['2', '2'] },
		],
		['every stage of the older kind paid too', { baseInfo: { stepOrderList: stages('2') } }],
	])('%s', (_name, change) => {
		expect(read(change)).toMatchObject({
			payment: 'paid',
			why: 'its status is waitsellersend, and every part of it is paid',
		});
	});

	test.each(PAST)('%s by itself proves nothing', (status) => {
		expect(read({ baseInfo: { status, payTime: undefined }, terms: undefined })).toStrictEqual({
			payment: 'unclear',
			status,
			why: 'it is past payment, but nothing shows a payment',
		});
	});

	test.each<[string, Change]>([
		...['1', '4', '7', '8', '12', '3', '0x2', '', 'paid', null, undefined, 22, 2.5, ['2'], {}].map(
			(payStatus): [string, Change] => [
				`a term of ${JSON.stringify(payStatus)}`,
				{ terms: [payStatus] },
			],
		),
		['one unpaid term among paid ones', { terms: ['2', '1', '2'] }],
		['an unpaid stage', { baseInfo: { newStepOrderList: stages(2, 1) } }],
		['a stage with a supplementary payment', { baseInfo: { newStepOrderList: stages(2, 12) } }],
		['an unpaid stage of the older kind', { baseInfo: { stepOrderList: stages('1') } }],
		['an unpaid stage, without terms', { baseInfo: { newStepOrderList: stages('1') }, terms: [] }],
		['stages of another shape', { baseInfo: { newStepOrderList: 'all' } }],
		['terms of another shape', { tradeTerms: { payStatus: '2' } }],
		['a term that is no object', { tradeTerms: ['2'] }],
	])('not with %s', (_name, change) => {
		expect(read(change)).toMatchObject({
			payment: 'unclear',
			why: 'it is past payment, but not every part is paid',
		});
	});

	const byTime = 'its status is waitsellersend, and it has a time of payment';
	const maybeLater = 'it is past payment, but orders of its type may be paid later';
	test.each<Row>([
		...['1', '2', '3', '4', '5', '6', '50060', '50070', '50080', 1, 50060, ' 1 '].map(
			(tradeType): Row => [
				`trade type ${JSON.stringify(tradeType)}`,
				{ baseInfo: { tradeType }, terms: undefined },
				'paid',
				byTime,
			],
		),
		...[
			'7',
			'8',
			'9',
			'10',
			7,
			'',
			' ',
			null,
			undefined,
			'11',
			'50061',
			'assureTrade',
			'1,2',
			{},
			['1'],
			true,
		].map((tradeType): Row => [
			`trade type ${JSON.stringify(tradeType)}`,
			{ baseInfo: { tradeType }, terms: undefined },
			'unclear',
			maybeLater,
		]),
		['terms that are null', { tradeTerms: null }, 'paid', byTime],
		['no term in the list', { terms: [] }, 'paid', byTime],
		['every stage paid', { baseInfo: { newStepOrderList: stages(2) }, terms: [] }, 'paid', byTime],
	])('without terms, with a time of payment: %s', (_name, change, payment, why) => {
		expect(read(change)).toMatchObject({ payment, why });
	});

	test.each([
		undefined,
		null,
		'',
		' \n',
		0,
		1,
		'soon',
		'2024-11',
		'1234567',
		true,
		false,
		{},
		['20241124093000000+0800'],
	])('without terms, %j is no time of payment', (payTime) => {
		expect(read({ baseInfo: { payTime }, terms: undefined })).toMatchObject({
			payment: 'unclear',
			why: 'it is past payment, but nothing shows a payment',
		});
	});

	test.each([
		'20241124093000000+0800',
		'2024-11-24 09:30:00',
		'20241124',
		'2024/11/24',
		'on 2024.11.24',
		1732411800000,
	])('without terms, %j is one', (payTime) => {
		expect(read({ baseInfo: { payTime }, terms: undefined })).toMatchObject({ payment: 'paid' });
	});
});

describe('a status that says nothing certain', () => {
	test.each([
		'waitsellerpush',
		'waitsellerconfirm',
		'sellerrefuse',
		'not_success',
		'success_',
		'paid',
		'constructor',
		'已付款',
	])('%s, however paid the rest looks', (status) => {
		expect(read({ baseInfo: { status } })).toStrictEqual({
			payment: 'unclear',
			status,
			why: `the status ${status} says nothing about payment`,
		});
		expect(read({ baseInfo: { status, payTime: undefined }, terms: ['1'] })).toMatchObject({
			payment: 'unclear',
		});
	});
});

describe('an order without a status', () => {
	const nothing = { payment: 'unclear', status: null, why: 'the order has no status' };
	test.each<[string, Block]>([
		['none', orderWith({ baseInfo: { status: undefined } })],
		['null', orderWith({ baseInfo: { status: null } })],
		['empty', orderWith({ baseInfo: { status: ' ' } })],
		['a number', orderWith({ baseInfo: { status: 7 } })],
		['a list', orderWith({ baseInfo: { status: ['success'] } })],
		['beside baseInfo', { ...buyerViewOrder(), baseInfo: {}, status: 'success' }],
		['baseInfo is missing', { tradeTerms: [TERM] }],
		['baseInfo is null', { ...buyerViewOrder(), baseInfo: null }],
		['baseInfo is a list', { ...buyerViewOrder(), baseInfo: [buyerViewOrder().baseInfo] }],
		['an empty order', {}],
	])('%s', (_name, order) => {
		expect(paymentEvidence(order)).toStrictEqual(nothing);
	});

	test('a payment in progress needs none', () => {
		expect(paymentEvidence({ tradeTerms: [{ ...TERM, payStatus: 9 }] })).toStrictEqual({
			payment: 'inProgress',
			status: null,
			why: 'a payment for it is in progress',
		});
	});
});
