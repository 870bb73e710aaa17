import { advice } from '../../../dist/nodes/BatchPay1688Orders/advice.js';
import { readReason } from '../../../dist/nodes/shared/api/reasons.js';
import { findAccessProblem } from '../../../dist/nodes/shared/api/accessProblem.js';
import type { CallResult } from '../../../dist/nodes/shared/api/callOnce.js';
import { hiddenMark, problems } from '../../../dist/nodes/shared/orders/idProblems.js';
import { facts } from './run.mts';

type Advice = typeof advice;
type Called = { [Name in keyof Advice as Advice[Name] extends string ? never : Name]: string[] };

const evidence = (['unpaid', 'inProgress', 'paid', 'closed', 'unclear'] as const).map(
	(payment) => facts(payment).evidence,
);
const whatToDo = [
	advice.runAgain,
	advice.heldBack(1_000),
	advice.memoryFailed,
	advice.notSaved,
	advice.sharedRow,
];
const finalReasons = [
	'账户额度不足',
	'ACCOUNT_FROZEN',
	'PARAM_ILLEGAL',
	'订单已关闭',
	'订单不存在',
];

/** What keeps an account from being served, in the words of the Test button. */
async function accessAdvice(): Promise<string[]> {
	const answered = (httpStatus: number, more = {}): CallResult => ({
		kind: 'answered',
		httpStatus,
		body: httpStatus === 200 ? '{"code":200}' : '{"code":401}',
		...more,
	});
	const refused = answered(401);
	const all: Array<[CallResult, CallResult?]> = [
		[{ kind: 'notSent', reason: 'Nothing listens' }],
		[answered(302)],
		[answered(404)],
		[answered(407)],
		[answered(429)],
		[answered(500)],
		[refused, answered(200)],
		[answered(401, { date: 'Tue, 14 May 2024 07:00:00 GMT' }), refused],
		[refused, refused],
	];
	return await Promise.all(
		all.map(async ([...answers]) => {
			const ask = async () => await Promise.resolve(answers.shift()!);
			const problem = await findAccessProblem('milliseconds', ask);
			return problem!.next;
		}),
	);
}

/** Every text, under the name of its advice. A function that is missing here does not compile. */
async function all(): Promise<Array<[name: string, text: string]>> {
	const called: Called = {
		notPayable: evidence.map(advice.notPayable),
		lookUpFailed: [
			advice.lookUpFailed({ reason: 'no', code: 404 }),
			advice.lookUpFailed({ reason: 'no', code: 429 }),
			advice.lookUpFailed({ reason: 'no' }),
		],
		heldBack: [1, 1_000].map(advice.heldBack),
		notSentInThisRun: whatToDo.flatMap((next) =>
			[true, false].map((isNew) => advice.notSentInThisRun(next, isNew)),
		),
		notServed: (await accessAdvice()).map(advice.notServed),
		rejectedOrder: [...finalReasons, ''].map((words) => advice.rejectedOrder(readReason(words))),
		refusedCall: [400, 401, 403, 404, 405, 407, 410, 413].map(advice.refusedCall),
		unknown: [null, 'r-1'].map(advice.unknown),
		lookedUp: evidence.map(advice.lookedUp),
	};
	const ofIds = Object.values({ ...problems, hiddenMark: hiddenMark('x') });
	return [
		...Object.entries(advice).filter(
			(entry): entry is [string, string] => typeof entry[1] === 'string',
		),
		...Object.entries(called).flatMap(([name, texts]) =>
			texts.map((text): [string, string] => [name, text]),
		),
		...ofIds.map(({ advice: text }): [string, string] => ['an ID', text]),
	];
}

/** It stands in a narrow column of a table. */
const USUAL = 80;
const MOST = 100;
/** Why an advice may be longer. */
const LONGER: Record<string, string> = {
	forgotten: 'it happens in n8n alone, to people who try the node for the first time',
	notSentInThisRun: "where another node's setting is named, too",
	refusedCall: "where the proxy's settings or the User ID are named",
	notServed: 'the words of the Test button, which stand alone there',
};

test('every advice fits into a narrow column', async () => {
	const texts = await all();
	expect(texts.length).toBeGreaterThan(60);
	const tooLong = (limit: number) => texts.filter(([, text]) => text.length > limit);
	expect(tooLong(USUAL).filter(([name]) => !(name in LONGER))).toEqual([]);
	expect(tooLong(MOST).filter(([name]) => name !== 'notServed')).toEqual([]);
});

test('every advice is made of sentences that say something', async () => {
	for (const [name, text] of await all()) {
		expect([name, text]).toEqual([name, expect.stringMatching(/^[A-Z].*[^.]\.$/)]);
		expect(text).not.toMatch(/undefined|null|NaN|errorReason says|\.\.| {2}/);
	}
});

test('a requestId is spoken of only where there is one', async () => {
	const speaking = (await all()).filter(([, text]) => /requestId/i.test(text));
	expect(speaking).toEqual([['unknown', advice.unknown('r-1')]]);
});
