import { createHash } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import type { Request } from '../request';
import type { Result } from './outcome';

/** What n8n keeps for this node as long as the execution. */
interface Kept {
	/** Results of the calls that left, by run of the node and input item. */
	made?: Record<string, Result>;
	/** How many of them hold equal calls back, by a fingerprint of what was sent. */
	holding?: Record<string, number>;
}

/**
 * The calls of this execution that may have changed something. They are kept in n8n's node context, which lives as long as the
 * execution: when Retry On Fail runs the node again, an item's result is taken from there, and its call is not repeated.
 */
export class Changes {
	private readonly made: Record<string, Result>;

	private readonly holding: Record<string, number>;

	private readonly run: number;

	/** @param context n8n's execution context. */
	constructor(context: IExecuteFunctions) {
		const kept = context.getContext('node') as Kept;
		this.made = kept.made ??= {};
		this.holding = kept.holding ??= {};
		// The tries of Retry On Fail share a run; each pass of a loop is one of its own.
		this.run = context.getWorkflowDataProxy(0).$runIndex as number;
	}

	/** Whether this execution has made a call. */
	hasMade(): boolean {
		return Object.keys(this.made).length > 0;
	}

	/** What an earlier try of this run knows of an item's call; `undefined` if it has made none. */
	recall(item: number): Result | undefined {
		return this.made[this.nameOf(item)];
	}

	/** Whether an equal call of this execution holds this one back: it may have happened, and nothing tells, or it may have paid. */
	isHeldBack(request: Request): boolean {
		return (this.holding[fingerprintOf(request)] ?? 0) > 0;
	}

	/**
	 * Keeps what became of an item's call; one that was not sent may be made again.
	 *
	 * @param pays Whether an equal call that was done would pay a second time.
	 */
	set(item: number, request: Request, result: Result, pays: boolean): void {
		const name = this.nameOf(item);
		const fingerprint = fingerprintOf(request);
		const holds = (one?: Result): number =>
			one?.outcome === 'unclear' || (pays && one?.outcome === 'done') ? 1 : 0;
		const count = (this.holding[fingerprint] ?? 0) + holds(result) - holds(this.made[name]);
		if (count > 0) this.holding[fingerprint] = count;
		else delete this.holding[fingerprint];
		if (result.outcome === 'notSent') delete this.made[name];
		else this.made[name] = result;
	}

	private nameOf(item: number): string {
		return `${this.run}/${item}`;
	}
}

function fingerprintOf({ endpoint, query = {}, body = '' }: Request): string {
	const content = JSON.stringify([endpoint.method, endpoint.path, query, body]);
	return createHash('sha256').update(content).digest('hex');
}
