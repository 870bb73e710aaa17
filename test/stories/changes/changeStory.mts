import fc from 'fast-check';
import type { INode } from 'n8n-workflow';

import type { Fault } from '../../sandbox/faults.mts';
import { DETAIL } from '../../sandbox/handlers.mts';
import { orderId } from '../../support/orderIds.mts';
import { apiAnswers, type ApiAnswer } from './apiAnswers.mts';
import { changingOperations, type ChangingOperation } from './operations.mts';

/** A fault for the n-th call that changes something, or for the n-th look-up before a payment link. */
export interface StoryFault {
	lookUp: boolean;
	call: number;
	fault: Fault;
}

/** A random story: one execution of a workflow whose items each ask for a change. */
export interface ChangeStory {
	operation: ChangingOperation;
	/** What each item asks for; equal numbers are equal requests. `undefined`: its marker is empty. */
	items: Array<number | undefined>;
	passes: number;
	/** Whether each pass of the loop asks for something of its own. */
	differsByPass: boolean;
	/** How the API answers, in turn. */
	answers: ApiAnswer[];
	/** Before a payment link is asked for: the state of each order, in turn. */
	orderStatuses: string[];
	faults: StoryFault[];
	node: Partial<INode>;
	/** In which pass n8n stumbles after the node has returned, and how often. */
	stumbles: { pass: number; times: number } | undefined;
	/** After n8n has stumbled, the credential cannot be read. */
	credentialGoesAway: boolean;
	noCredential: boolean;
	wrongSecret: boolean;
	/** How long after the start Stop is pressed. */
	cancelAfterMs: number | undefined;
	timeoutMs: number;
}

/** Time-outs: short where some answer never comes, else too long to matter. */
const SHORT_MS = 150;
const LONG_MS = 20_000;

const MOST_ITEMS = 6;

/** What makes a request unique: an ID of 19 digits, which would not survive as a number; `''` where there is none. */
export function markerOf(
	{ differsByPass }: ChangeStory,
	content: number | undefined,
	pass: number,
): string {
	if (content === undefined) return '';
	return orderId(1 + content + (differsByPass ? pass * 2 * MOST_ITEMS : 0));
}

/** Each marker of a story once. */
export function markersOf(story: ChangeStory): string[] {
	const markers = Array.from({ length: story.passes }, (_, pass) =>
		story.items.map((content) => markerOf(story, content, pass)),
	);
	return [...new Set(markers.flat())];
}

const processed = fc.boolean().map((yes) => ({ processed: yes }));
const lost: fc.Arbitrary<Fault> = fc
	.tuple(
		fc.constantFrom('resetBeforeAnswer', 'resetInsideAnswer', 'html', 'cutOffJson', 'empty'),
		processed,
	)
	.map(([kind, rest]) => ({ kind: kind as 'html', ...rest }));
const cut: fc.Arbitrary<Fault> = fc
	.tuple(
		fc.constantFrom(401, 401, 200, 403, 429, 500),
		fc.constantFrom('length' as const, 'chunks' as const, 'encoding' as const),
		processed,
	)
	.map(([status, how, rest]) => ({ kind: 'statusCut', status, how, ...rest }));
const late: fc.Arbitrary<Fault> = fc.oneof(
	{ weight: 2, arbitrary: processed.map((rest): Fault => ({ kind: 'hang', ...rest })) },
	{ weight: 1, arbitrary: fc.constant<Fault>({ kind: 'slow', ms: 3 * SHORT_MS }) },
	{ weight: 1, arbitrary: fc.constant<Fault>({ kind: 'drip', everyMs: 30 }) },
);
const redirect: fc.Arbitrary<Fault> = fc
	.tuple(fc.constantFrom(301, 302, 303, 307, 308), processed)
	.map(([status, rest]) => ({ kind: 'redirect', status: status as 307, ...rest }));
const serverFailure: fc.Arbitrary<Fault> = fc
	.tuple(fc.constantFrom(204, 206, 408, 409, 460, 499, 500, 502, 503, 504), processed)
	.map(([status, rest]) => ({ kind: 'status', status, ...rest }));
/** A refusal is always true here: nothing can tell when an API refuses and does it all the same. */
const refusal: fc.Arbitrary<Fault> = fc
	.constantFrom(400, 401, 403, 404, 405, 413, 415, 422, 429, 429, 429)
	.map((status) => ({ kind: 'status', status, processed: false, headers: { 'Retry-After': '0' } }));
const refusalByCode: fc.Arbitrary<Fault> = fc
	.constantFrom(400, 401, 403, 429)
	.map((code) => ({ kind: 'code', code, processed: false }));
const oddCode: fc.Arbitrary<Fault> = fc
	.tuple(fc.constantFrom<unknown>(0, 1, 201, 500, 503, 10012, 'x', '4e2', null, {}), processed)
	.map(([code, rest]) => ({ kind: 'code', code, ...rest }));
/** HTTP status, code and data that do not go together. */
const contradiction: fc.Arbitrary<Fault> = fc
	.tuple(
		fc.constantFrom(
			{ status: 400, body: '{"code":200,"data":null}' },
			{ status: 400, body: '{"code":500}' },
			{ status: 401, body: '{"code":401,"msg":"","data":{"orderId":"3059624776425880794"}}' },
			{ status: 200, body: '{"code":400,"msg":"","data":{"success":true}}' },
			{ status: 429, body: '{"code":429,"msg":"","data":{"orderId":"3059624776425880794"}}' },
			{ status: 200, body: '{"code":429,"msg":"","data":true}' },
			{ status: 500, body: '{"code":200,"msg":"","data":true}' },
			{ status: 200, body: '[]' },
		),
		processed,
	)
	.map(([answer, rest]) => ({ kind: 'status', ...answer, ...rest }));
const echo: fc.Arbitrary<Fault> = fc.constantFrom<Fault>(
	{ kind: 'echo', status: 400, processed: false },
	{ kind: 'echo', status: 500 },
	{ kind: 'echo', status: 500, processed: false },
);
/** The second one lasts longer than the node tries again. */
const down: fc.Arbitrary<Fault> = fc
	.constantFrom(40, 40, 40, 2500)
	.map((forMs) => ({ kind: 'refuse', forMs }));

const anyFault = fc.oneof(
	{ weight: 3, arbitrary: lost },
	{ weight: 3, arbitrary: cut },
	{ weight: 3, arbitrary: redirect },
	{ weight: 2, arbitrary: serverFailure },
	{ weight: 2, arbitrary: refusal },
	{ weight: 1, arbitrary: refusalByCode },
	{ weight: 2, arbitrary: oddCode },
	{ weight: 2, arbitrary: contradiction },
	{ weight: 1, arbitrary: echo },
	{ weight: 1, arbitrary: down },
	{ weight: 2, arbitrary: late },
	{ weight: 1, arbitrary: fc.constant<Fault>({ kind: 'slow', ms: 10 }) },
);
const lookUpLie: fc.Arbitrary<Fault> = fc.constantFrom<Fault>(
	{ kind: 'lookUpLie', lie: 'wrongOrder' },
	{ kind: 'lookUpLie', lie: 'oddStatus', value: undefined },
	{ kind: 'lookUpLie', lie: 'oddStatus', value: 'something' },
	{ kind: 'lookUpLie', lie: 'claimsPaid' },
);
const storyFault: fc.Arbitrary<StoryFault> = fc.oneof(
	{
		weight: 5,
		arbitrary: fc.record({
			lookUp: fc.constant(false),
			call: fc.integer({ min: 1, max: 6 }),
			fault: anyFault,
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			lookUp: fc.constant(true),
			call: fc.integer({ min: 1, max: 6 }),
			fault: fc.oneof(lookUpLie, lost, serverFailure, refusal),
		}),
	},
);

const mostly = (usual: boolean): fc.Arbitrary<boolean> =>
	fc.constantFrom(usual, usual, usual, usual, !usual);
const rarely = fc.integer({ min: 0, max: 29 }).map((n) => n === 0);
const content = fc.oneof(
	{ weight: 15, arbitrary: fc.integer({ min: 0, max: 2 * MOST_ITEMS - 1 }) },
	{ weight: 1, arbitrary: fc.constant(undefined) },
);

function isLink({ answers }: ChangingOperation): boolean {
	return answers === 'link';
}

/** Distinct requests, and now and then an equal one. */
const items = fc
	.tuple(fc.uniqueArray(content, { minLength: 1, maxLength: MOST_ITEMS }), mostly(false), fc.nat())
	.map(([distinct, hasTwin, n]) =>
		hasTwin ? [...distinct, distinct[n % distinct.length]] : distinct,
	);

const times = fc.record({ pass: fc.constantFrom(0, 0, 1), times: fc.constantFrom(1, 1, 2) });

/** Random stories of changes. */
export const changeStory: fc.Arbitrary<ChangeStory> = fc
	.record({
		operation: fc.oneof(
			{ weight: 6, arbitrary: fc.constantFrom(...changingOperations) },
			// The one that may pay comes more often.
			{ weight: 1, arbitrary: fc.constantFrom(...changingOperations.filter(isLink)) },
		),
		items,
		passes: fc.constantFrom(1, 1, 1, 2, 3),
		differsByPass: fc.boolean(),
		answers: fc.array(fc.tuple(fc.constantFrom(true, true, true, false), fc.nat()), {
			minLength: 1,
			maxLength: 6,
		}),
		orderStatuses: fc.array(
			fc.constantFrom('waitbuyerpay', 'waitbuyerpay', 'waitbuyerpay', 'waitsellersend', 'cancel'),
			{ minLength: 1, maxLength: 3 },
		),
		faults: fc.array(storyFault, { maxLength: 4 }),
		node: fc.record({
			onError: fc.constantFrom(
				undefined,
				'stopWorkflow' as const,
				'continueRegularOutput' as const,
				'continueErrorOutput' as const,
			),
			retryOnFail: fc.boolean(),
			maxTries: fc.integer({ min: 3, max: 5 }),
			waitBetweenTries: fc.constant(1),
			alwaysOutputData: fc.boolean(),
		}),
		stumbles: fc.oneof(
			{ weight: 2, arbitrary: fc.constant(undefined) },
			{ weight: 1, arbitrary: times },
		),
		credentialGoesAway: mostly(false),
		noCredential: rarely,
		wrongSecret: rarely,
		cancelAfterMs: fc.oneof(
			{ weight: 9, arbitrary: fc.constant(undefined) },
			{ weight: 1, arbitrary: fc.integer({ min: 0, max: 60 }) },
		),
	})
	.map(({ answers, stumbles, ...story }) => {
		const { done, others } = apiAnswers[story.operation.answers];
		return {
			...story,
			answers: answers.map(([isDone, n]) => {
				const list = isDone ? done : others;
				return list[n % list.length];
			}),
			stumbles: story.node.retryOnFail ? stumbles : undefined,
			timeoutMs: story.faults.some(isLate) ? SHORT_MS : LONG_MS,
		};
	});

function isLate({ fault }: StoryFault): boolean {
	return fault.kind === 'hang' || fault.kind === 'drip' || (fault.kind === 'slow' && fault.ms > 10);
}

/** Whether an answer that is only slow may come too late on a busy machine. */
export function mayTimeOut({ timeoutMs }: ChangeStory): boolean {
	return timeoutMs === SHORT_MS;
}

/** Path of the n-th call that changes something, where the path tells requests apart; else that of all. */
export function faultPath(
	story: ChangeStory,
	{ lookUp, call }: StoryFault,
): { path: string; call: number } {
	if (lookUp) return { path: DETAIL, call };
	const { path } = story.operation;
	const markers = markersOf(story);
	const marker = markers[(call - 1) % markers.length];
	return path(marker) === path('') ? { path: path(''), call } : { path: path(marker), call: 1 };
}
