import type { Account } from '../../sandbox/account.mts';
import { keyOf, type Handler, type Reply } from '../../sandbox/handler.mts';
import type { Sandbox, SeenCall } from '../../sandbox/sandbox.mts';
import { orderIdsIn } from '../../support/orderIds.mts';
import type { ApiAnswer } from './apiAnswers.mts';
import { CHANGE_INVARIANTS, ChangeInvariantBroken } from './changeInvariants.mts';
import { markersOf, type ChangeStory } from './changeStory.mts';

/** The API's side of a story: it does what is asked, or does not, and counts how often it did it. The judge of "made twice". */
export class ChangeLedger {
	/** How often each request was really performed, by its marker. */
	readonly performed = new Map<string, number>();
	/** What the API answered to each call that reached it. */
	readonly answers = new Map<SeenCall, ApiAnswer>();
	/** Set when a request came that must not come. */
	problem: ChangeInvariantBroken | undefined;

	private readonly story: ChangeStory;
	private readonly sandboxOf: () => Sandbox;
	private turn = 0;

	constructor(story: ChangeStory, sandboxOf: () => Sandbox) {
		this.story = story;
		this.sandboxOf = sandboxOf;
	}

	/** How the sandbox works on the story's calls, by method and path. */
	handlers(): Record<string, Handler> {
		const { method, path } = this.story.operation;
		return Object.fromEntries(
			markersOf(this.story).map((marker) => [
				keyOf({ method, path: path(marker) }),
				(account: Account) => this.work(account),
			]),
		);
	}

	private work(account: Account): ReturnType<Handler> {
		const call = this.sandboxOf().calls.at(-1)!;
		const marker = markerIn(call);
		const answer = this.story.answers[this.turn++ % this.story.answers.length];
		this.answers.set(call, answer);
		if (this.story.operation.answers === 'link') this.checkOrder(account, marker);
		if (answer.performs) this.performed.set(marker, (this.performed.get(marker) ?? 0) + 1);
		return answer.quotesKeys ? this.quoting(answer.reply) : answer.reply;
	}

	private quoting(reply: Reply): Reply {
		const { data } = reply as { data: object };
		const { keys, signatures } = this.sandboxOf();
		return { data: { ...data, request: { ...keys, signature: signatures.at(-1) } } };
	}

	/** Asking for the link may pay; whoever does so for an order that is paid may pay twice. */
	private checkOrder(account: Account, marker: string): void {
		const order = account.orders.get(marker);
		if (order?.status !== 'waitbuyerpay')
			this.problem ??= new ChangeInvariantBroken(CHANGE_INVARIANTS.notUnpaid, marker);
	}
}

/** The marker of a request: the one ID that it holds in full, wherever it stands. */
export function markerIn({ path, query, body }: SeenCall): string {
	const [marker = ''] = orderIdsIn(`${path} ${query} ${body}`).filter((id) =>
		id.startsWith(MARKERS),
	);
	return marker;
}

const MARKERS = '205962477642500';
