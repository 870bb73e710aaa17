import { NEUTRAL_READ } from '../../dist/nodes/shared/api/accessProblem.js';
import { apiWords } from '../../dist/nodes/shared/api/envelope.js';
import {
	sign,
	signedHeaders,
	type PandaPonCredential,
	type TimestampUnit,
} from '../../dist/nodes/shared/api/signature.js';
import { callReadOnly, type Answer, READ_ONLY } from './readOnlyCalls.mts';

export type Keys = Omit<PandaPonCredential, 'timestampUnit'>;

/** A conversation with the API: signs correctly, or wrongly on purpose, and remembers every key it has used. */
export class Conversation {
	readonly orderId: string | undefined;
	readonly baseUrl: string;
	/** What the credential's own signature got in each unit; filled in by `findUnit`. */
	byUnit!: Record<TimestampUnit, Answer>;
	/** The unit that works; `undefined` if neither does. */
	unit: TimestampUnit | undefined;
	/** How far the API's clock is ahead of this machine's; `undefined` if its answers carry no time. */
	clockAheadMs: number | undefined;
	calls = 0;

	private readonly keys: Keys;
	private readonly secrets = new Set<string>();

	constructor(keys: Keys, orderId?: string) {
		this.keys = keys;
		this.baseUrl = keys.baseUrl;
		this.orderId = orderId;
		this.remember(keys.accessKey, keys.accessSecret, keys.userId);
	}

	/** Tries both timestamp units; all later calls use the one that works. */
	async findUnit(): Promise<void> {
		const tryUnit = async (timestampUnit: TimestampUnit) =>
			await this.search(signedHeaders({ ...this.keys, timestampUnit }));
		const milliseconds = await tryUnit('milliseconds');
		const time = Date.parse(String(milliseconds.headers.date));
		if (!Number.isNaN(time)) this.clockAheadMs = time - Date.now();
		const seconds = await tryUnit('seconds');
		this.byUnit = { milliseconds, seconds };
		if (isAccepted(milliseconds)) this.unit = 'milliseconds';
		else if (isAccepted(seconds)) this.unit = 'seconds';
	}

	/**
	 * Signs a call as the credential does.
	 *
	 * @param wrong Keys to use in place of the real ones.
	 * @param aheadMs How far the timestamp is ahead of the API's clock.
	 */
	headers(wrong: Partial<Keys> = {}, aheadMs?: number): Record<string, string> {
		const credential = { ...this.keys, timestampUnit: this.unit ?? 'milliseconds', ...wrong };
		const now = Date.now() + (aheadMs === undefined ? 0 : aheadMs + (this.clockAheadMs ?? 0));
		return signedHeaders(credential, now);
	}

	headersWithWrongSecret(): Record<string, string> {
		return this.headers({ accessSecret: `${this.keys.accessSecret}x` });
	}

	/** The headers of a well-signed call, with one left out. */
	headersWithout(name: string): Record<string, string> {
		return Object.fromEntries(Object.entries(this.headers()).filter(([other]) => other !== name));
	}

	/** Leaves the nonce out, of the signature too. */
	headersWithoutNonce(): Record<string, string> {
		const others = this.headersWithout('nonce-str');
		return {
			...others,
			signature: sign(others['access-key'], others.timestamp, '', this.keys.accessSecret.trim()),
		};
	}

	async search(headers = this.headers()): Promise<Answer> {
		return await this.call('keywords', NEUTRAL_READ.body, headers);
	}

	async detail(orderId: string, headers = this.headers()): Promise<Answer> {
		return await this.call('detail', { webSite: '1688', orderId }, headers);
	}

	/** Hides every key, nonce and signature that this conversation has used. */
	hide(text: string): string {
		const spellings = [...this.secrets].flatMap((secret) => [
			secret,
			secret.toLowerCase(),
			secret.toUpperCase(),
		]);
		return spellings.reduce((rest, secret) => rest.replaceAll(secret, '[hidden]'), text);
	}

	private async call(
		endpoint: keyof typeof READ_ONLY,
		body: object,
		headers: Record<string, string>,
	): Promise<Answer> {
		this.remember(headers['access-key'], headers['nonce-str'], headers.signature);
		this.calls++;
		return await callReadOnly(this.baseUrl, endpoint, body, headers);
	}

	/** A key of a few characters would be found in ordinary words; a real one has 32. */
	private remember(...secrets: Array<string | undefined>): void {
		for (const secret of secrets)
			if (secret !== undefined && secret.trim().length >= 6) this.secrets.add(secret.trim());
	}
}

/** Whether the API did what it was asked. */
export function isAccepted({ httpStatus, envelope }: Answer): boolean {
	return httpStatus === 200 && envelope?.code === 200;
}

/** An answer in a few words. */
export function inWords(answer: Answer): string {
	const { httpStatus, envelope, failure } = answer;
	if (httpStatus === undefined) return `no answer (${failure})`;
	if (isAccepted(answer)) return 'accepted';
	if (envelope === undefined) return `HTTP ${httpStatus} without an envelope`;
	const words = apiWords(envelope.msg);
	return `HTTP ${httpStatus}, code ${envelope.code ?? 'missing'}${words === '' ? '' : `, "${words}"`}`;
}
