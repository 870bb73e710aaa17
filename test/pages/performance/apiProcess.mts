// The sandbox in a process of its own, so that its work is not counted as n8n's. Driven by messages from benchmark.mts.
import { Account } from '../../sandbox/account.mts';
import { DETAIL } from '../../sandbox/handlers.mts';
import { Sandbox } from '../../sandbox/sandbox.mts';
import { orderIds } from '../../support/orderIds.mts';
import type { Orders } from './newOrders.mts';

/** Asks for a fresh API, with these orders in its account. */
export interface ApiRequest {
	port: number;
	tls?: { key: string; cert: string };
	/** How long the API works on each call, in milliseconds. */
	serviceMs: number;
	orders: Orders;
}

/** What the API has seen since then. */
export interface ApiCounts {
	calls: number;
	connections: number;
	/** The most calls under way at once. */
	atOnce: number;
	lookedUp: number;
	submitted: number;
	submittedTwice: number;
}

let sandbox: Sandbox | undefined;

async function renew({
	port,
	tls,
	serviceMs,
	orders,
}: ApiRequest): Promise<Record<string, string>> {
	await sandbox?.close();
	const account = new Account();
	account.addOrders(orderIds(orders.count, orders.first));
	sandbox = await new Sandbox({ port, tls, serviceMs, account }).start();
	return sandbox.credential;
}

function counts(): ApiCounts {
	const { account, calls, connections, mostAtOnce } = sandbox!;
	return {
		calls: calls.length,
		connections,
		atOnce: mostAtOnce,
		lookedUp: calls.filter(({ path }) => path === DETAIL).length,
		submitted: account.ledger().size,
		submittedTwice: account.paidTwice().length,
	};
}

async function answer(request: ApiRequest | 'counts'): Promise<void> {
	process.send!(request === 'counts' ? counts() : await renew(request));
}

process.on('message', (request: ApiRequest | 'counts') => void answer(request));
process.on('disconnect', () => process.exit());
