import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import { request } from 'undici';

import type { SandboxKeys } from './checkSignature.mts';
import { textOfMessage, type SandboxMessage } from './messages.mts';
import { signMessage } from './signMessage.mts';

/** How a message is pushed, where it is not as documented or not as usual. */
export interface PushOptions {
	/** `wrong`: made with another secret. */
	signature?: 'right' | 'upperCase' | 'overBodyAlone' | 'wrong' | 'none';
	/** How many copies of it leave at once, each time it is sent. */
	copies?: number;
	/** Leaves half an hour late, so that later messages overtake it. */
	isLate?: boolean;
	/** Whether it has a new push time, and so a new signature, each time it is sent; it is not known which PandaPon does. */
	renewsTimestamp?: boolean;
	/** Sends the body in pieces of so many bytes, with a pause after each. */
	trickle?: { bytes: number; everyMs: number };
	/** How long it leaves the answer's body unread. */
	readsAfterMs?: number;
}

/** What came of a request. */
export interface Outcome {
	/** `null`: no answer, or none in time. */
	status: number | null;
	/** Why there is none. */
	error?: string;
	/** The answer's body. */
	answer: string;
	/** How long the answer, or the failure, took to come; real time. */
	ms: number;
}

/** One sending of a message. */
export interface Delivery extends Outcome {
	message: SandboxMessage;
	/** 1 for the first time it was sent, at most 6. */
	attempt: number;
	/** On the virtual clock, in milliseconds since 1970. */
	sentAtMs: number;
	/** What was posted, byte for byte. */
	body: string;
}

interface Push {
	message: SandboxMessage;
	options: PushOptions;
	attempts: number;
	isDelivered: boolean;
	timestampMs?: number;
}

const HALF_AN_HOUR_MS = 1_800_000;
const MOST_ATTEMPTS = 6;
const ANSWER_WITHIN_MS = 1000;

/**
 * Pushes messages as PandaPon documents it: only HTTP 200 within 1,000 ms counts as delivered; anything else is sent again every
 * half hour, five more times. The half hours pass on a virtual clock, by command. Each message has its own connections.
 */
export class Messenger {
	/** Every sending, in the order in which they ended. */
	readonly deliveries: Delivery[] = [];

	private readonly pushes: Push[] = [];
	private readonly url: string;
	private readonly keys: Pick<SandboxKeys, 'accessKey' | 'accessSecret'>;
	private readonly answerWithinMs: number;
	private nowMs: number;

	/**
	 * @param url Where the messages go.
	 * @param keys Key and secret of the account.
	 * @param options Where the virtual clock starts, in milliseconds since 1970; and another time limit than PandaPon's.
	 */
	constructor(
		url: string,
		keys: Pick<SandboxKeys, 'accessKey' | 'accessSecret'>,
		{
			startMs = Date.now(),
			answerWithinMs = ANSWER_WITHIN_MS,
		}: { startMs?: number; answerWithinMs?: number } = {},
	) {
		this.url = url;
		this.keys = keys;
		this.nowMs = startMs;
		this.answerWithinMs = answerWithinMs;
	}

	/** Asks the address whether it is there, with a GET; whether the console does so before its test message is not known. */
	async askAddress(): Promise<Outcome> {
		return await this.request({ method: 'GET' });
	}

	/** Pushes a message for the first time; returns what came of each copy. */
	async push(message: SandboxMessage, options: PushOptions = {}): Promise<Delivery[]> {
		const push = { message, options, attempts: 0, isDelivered: false };
		this.pushes.push(push);
		return options.isLate ? [] : await this.send(push);
	}

	/** Lets half an hour pass, after which everything not yet delivered is sent again, one after the other. */
	async letHalfAnHourPass(): Promise<Delivery[]> {
		this.nowMs += HALF_AN_HOUR_MS;
		const deliveries: Delivery[] = [];
		for (const push of this.pushes)
			if (isWaiting(push)) deliveries.push(...(await this.send(push)));
		return deliveries;
	}

	/** Messages that were answered with 200 in time. */
	delivered(): SandboxMessage[] {
		return this.those(({ isDelivered }) => isDelivered);
	}

	/** Messages that will be sent again. */
	waiting(): SandboxMessage[] {
		return this.those(isWaiting);
	}

	/** Messages that were sent for the last time, and not delivered. */
	givenUp(): SandboxMessage[] {
		return this.those((push) => !push.isDelivered && !isWaiting(push));
	}

	private those(are: (push: Push) => boolean): SandboxMessage[] {
		return this.pushes.filter(are).map(({ message }) => message);
	}

	private async send(push: Push): Promise<Delivery[]> {
		const { message, options } = push;
		const { copies = 1, renewsTimestamp = false, trickle, readsAfterMs } = options;
		const attempt = ++push.attempts;
		const sentAtMs = this.nowMs;
		if (renewsTimestamp) push.timestampMs = sentAtMs;
		const body = textOfMessage(message, (push.timestampMs ??= sentAtMs));
		const sendOnce = async (): Promise<Delivery> => {
			const headers = {
				'content-type': 'application/json',
				'content-length': String(Buffer.byteLength(body)),
				...this.authorization(body, options.signature),
			};
			const outcome = await this.request(
				{ method: 'POST', headers, body: trickle ? Readable.from(inPieces(body, trickle)) : body },
				readsAfterMs,
			);
			push.isDelivered ||= outcome.status === 200;
			const delivery = { message, attempt, sentAtMs, body, ...outcome };
			this.deliveries.push(delivery);
			return delivery;
		};
		return await Promise.all(Array.from({ length: copies }, sendOnce));
	}

	private authorization(
		body: string,
		signature: PushOptions['signature'] = 'right',
	): Record<string, string> {
		const right = signMessage(body, this.keys);
		switch (signature) {
			case 'right':
				return { authorization: right };
			case 'upperCase':
				return { authorization: right.toUpperCase() };
			case 'overBodyAlone':
				return { authorization: signMessage(body, this.keys, 'body') };
			case 'wrong':
				return { authorization: signMessage(body, { ...this.keys, accessSecret: 'guessed' }) };
			case 'none':
				return {};
		}
	}

	private async request(
		options: Parameters<typeof request>[1],
		readsAfterMs = 0,
	): Promise<Outcome> {
		const hangUp = new AbortController();
		const timer = setTimeout(() => hangUp.abort(), this.answerWithinMs);
		const start = performance.now();
		const sinceStart = (): number => Math.round(performance.now() - start);
		try {
			const { statusCode: status, body } = await request(this.url, {
				...options,
				signal: hangUp.signal,
				// A connection that is used again may have been closed meanwhile.
				reset: true,
			});
			clearTimeout(timer);
			const ms = sinceStart();
			await sleep(readsAfterMs);
			return { status, answer: await body.text().catch(() => ''), ms };
		} catch (cause) {
			const error = hangUp.signal.aborted
				? `no answer within ${this.answerWithinMs} ms`
				: (cause as Error).message;
			return { status: null, error, answer: '', ms: sinceStart() };
		} finally {
			clearTimeout(timer);
		}
	}
}

function isWaiting({ attempts, isDelivered }: Push): boolean {
	return !isDelivered && attempts < MOST_ATTEMPTS;
}

async function* inPieces(
	text: string,
	{ bytes, everyMs }: { bytes: number; everyMs: number },
): AsyncGenerator<Buffer> {
	const buffer = Buffer.from(text);
	for (let from = 0; from < buffer.length; from += bytes) {
		yield buffer.subarray(from, from + bytes);
		// Not worth waiting for once the connection is gone.
		await sleep(everyMs, undefined, { ref: false });
	}
}
