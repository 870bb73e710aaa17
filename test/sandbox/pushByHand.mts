import type { Account } from './account.mts';
import type { SandboxKeys } from './checkSignature.mts';
import { priceMessage1688, testMessage } from './messages.mts';
import { Messenger, type Outcome } from './messenger.mts';

const STEP_FEN = 100;
/** What a person may have forgotten, by the HTTP status that shows it. */
const HINTS: Record<number, string> = {
	401: 'the credential of the PandaPon Trigger needs the key and secret of this sandbox',
	404: 'the workflow must be active; a test URL takes one message, while the node listens',
};

/** Pushes messages to a PandaPon Trigger at a person's command, and prints what came of each. */
export class PushByHand {
	private readonly account: Account;
	private readonly messenger: Messenger;

	/**
	 * @param url The trigger's production or test URL.
	 * @param keys Key and secret of the account.
	 * @param account Its orders.
	 */
	constructor(url: string, keys: SandboxKeys, account: Account) {
		this.messenger = new Messenger(url, keys);
		this.account = account;
	}

	/** What the console's Verify may do: a GET, then a signed test message. */
	async verify(): Promise<void> {
		print('GET', await this.messenger.askAddress());
		const [delivery] = await this.messenger.push(testMessage());
		print('Test message', delivery);
	}

	/** Makes an order one yuan dearer, and pushes the message that says so. */
	async raisePrice(orderId: string): Promise<void> {
		const order = this.account.orders.get(orderId)!;
		order.price += STEP_FEN;
		const [delivery] = await this.messenger.push(priceMessage1688(orderId, order));
		print(`Order ${orderId} now costs ¥${(order.price / 100).toFixed(2)}`, delivery);
	}
}

function print(what: string, { status, error, ms }: Outcome): void {
	if (status === null) return console.log(`${what}: ${error}`);
	const hint = status in HINTS ? `; ${HINTS[status]}` : '';
	console.log(`${what}: HTTP ${status} after ${ms} ms${hint}`);
}

/** Whether an address is on this machine; the sandbox has no business elsewhere. */
export function isOnThisMachine(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, hostname } = new URL(url);
	return /^https?:$/.test(protocol) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
