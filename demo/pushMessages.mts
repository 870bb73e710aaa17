import type { Account } from '../test/sandbox/account.mts';
import { priceMessage1688, testMessage } from '../test/sandbox/messages.mts';
import type { Messenger, Outcome } from '../test/sandbox/messenger.mts';
import { formatTable } from './formatTable.mts';
import type { Arrival, MessageWorkflow } from './messageWorkflow.mts';

const DISCOUNT_FEN = 150;

/**
 * Pushes a test message, a price message, a forged one and the price message again, and shows what n8n made of each.
 *
 * @param orderId An order that waits for payment; its price is changed.
 * @returns A line for each broken promise; none if all is well.
 */
export async function pushMessages(
	workflow: MessageWorkflow,
	messenger: Messenger,
	account: Account,
	orderId: string,
): Promise<string[]> {
	const order = account.orders.get(orderId)!;
	const asked = await messenger.askAddress();
	const [tested] = await messenger.push(testMessage());
	const test = await workflow.arrival(1);

	order.price -= DISCOUNT_FEN;
	const message = priceMessage1688(orderId, order);
	const [pushed] = await messenger.push(message);
	const price = await workflow.arrival(2);

	const [forged] = await messenger.push(message, { signature: 'wrong' });
	const [again] = await messenger.push(message);
	const repeated = await workflow.arrival(3);

	console.log(
		formatTable(
			['pushed', 'answer', 'ms of 1,000', 'what n8n made of it'],
			[
				['a GET', ...shown(asked), 'nothing: the address is there'],
				['a test message', ...shown(tested), described(test)],
				['a lower price', ...shown(pushed), described(price)],
				['the same, forged', ...shown(forged), 'nothing: there is no execution'],
				['the same again', ...shown(again), described(repeated)],
			],
		),
	);

	const { orderId: id, event, amount, payment } = price.item ?? {};
	const expected = [orderId, 'priceChanged', order.price / 100, 'unpaid'];
	const executions = await workflow.executionIds();
	return [
		...[asked, tested, pushed, again]
			.filter(({ status }) => status !== 200)
			.map(({ status, error }) => `A message was answered with ${status ?? error}`),
		...(forged.status === 401 ? [] : [`A forged message was answered with ${forged.status}`]),
		...(executions.length === 3 ? [] : [`4 messages and a GET became ${executions.length} runs`]),
		...(test.item?.event === 'other' ? [] : ['The test message started nothing']),
		...(String([id, event, amount, payment]) === String(expected)
			? []
			: [
					`The price message became ${String([id, event, amount, payment])}, not ${String(expected)}`,
				]),
		...(repeated.item === undefined ? [] : ['A repeated message went on']),
	];
}

function shown({ status, error, ms }: Outcome): [string, number] {
	return [status === null ? String(error) : `HTTP ${status}`, ms];
}

function described({ item, hint }: Arrival): string {
	if (item === undefined) return hint ?? 'nothing';
	const { orderId, messageType, event, amount, payment } = item;
	if (orderId === null) return `${event}: ${messageType}`;
	return `${event}: order ${orderId}, ¥${amount?.toFixed(2)}, ${payment}`;
}
