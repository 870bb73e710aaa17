// npm run sandbox: a stand-in for PandaPon that moves no money, for trying things by hand.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

import { orderIds, orderIdsIn } from '../support/orderIds.mts';
import { ROOT } from '../support/root.mts';
import { Account } from './account.mts';
import type { Fault, ScheduledFault } from './faults.mts';
import { LINK, PAY } from './handlers.mts';
import { isOnThisMachine, PushByHand } from './pushByHand.mts';
import { Sandbox } from './sandbox.mts';
import { addVariedOrders } from './variedOrders.mts';

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: '0' },
		orders: { type: 'string', default: '100' },
		fault: { type: 'string', multiple: true, default: [] },
		'push-to': { type: 'string' },
	},
});
const { 'push-to': pushTo } = values;
if (pushTo !== undefined && !isOnThisMachine(pushTo)) {
	console.error(
		`--push-to takes an address of this machine, as in http://localhost:5678/webhook/…`,
	);
	process.exit(1);
}

const account = new Account();
const ids = orderIds(Number(values.orders));
addVariedOrders(account, ids);
// The orders of the example workflows too, so that these can be tried as they are.
const examples = join(ROOT, 'examples');
for (const file of readdirSync(examples))
	addVariedOrders(account, orderIdsIn(readFileSync(join(examples, file), 'utf8')));
const sandbox = await new Sandbox({ port: Number(values.port), account }).start();
for (const entry of values.fault) {
	const { call, path, orderId, ...fault } = JSON.parse(entry) as Fault &
		Pick<ScheduledFault, 'call' | 'path' | 'orderId'>;
	sandbox.fault(call, fault, path, orderId);
}

const yuan = (fen: number): string => `¥${(fen / 100).toFixed(2)}`;
const SAMPLE = 5;
const sample = [...account.orders].slice(0, SAMPLE).map(([id, { price, supplier = {} }]) => {
	const { companyName, shopName, loginId } = supplier;
	return `  ${id}  ${yuan(price).padStart(8)}  ${companyName || shopName || loginId}`;
});
const total = [...account.orders.values()].reduce((sum, { price }) => sum + price, 0);

console.log(`PandaPon sandbox. Type this into a PandaPon API credential:

  Access Key      ${sandbox.keys.accessKey}
  Access Secret   ${sandbox.keys.accessSecret}
  User ID         ${sandbox.keys.userId}
  Base URL        ${sandbox.url}
  Timestamp Unit  Milliseconds (Seconds works too)

Orders ${ids[0]} to ${ids.at(-1)} and those of examples/ are waiting for payment: ${account.orders.size} orders, ${yuan(total)}. The first:

${sample.join('\n')}

Every call is shown here, and what was charged so far.
To make the second call fail: npm run sandbox -- --fault '{"call":2,"kind":"resetBeforeAnswer"}'
To push messages to a PandaPon Trigger: npm run sandbox -- --push-to http://localhost:5678/webhook/…/webhook
Stop with Ctrl+C.
`);

let shown = 0;
const show = setInterval(() => {
	for (const { method, path, orderIds: named, refused, fault } of sandbox.calls.slice(shown)) {
		const orders = named.length === 1 ? ` order ${named[0]}` : ` ${named.length} orders`;
		const charged = [PAY, LINK].includes(path)
			? `, charged so far: ${yuan(account.submittedFen())}`
			: '';
		console.log(
			`${method} ${path}${named.length > 0 ? orders : ''}${refused ? ` refused: ${refused}` : ''}${fault ? ` fault: ${fault.kind}` : ''}${charged}`,
		);
		const twice = account.paidTwice();
		if (twice.length > 0) console.log(`  PAID TWICE: ${twice.join(', ')}`);
		shown++;
	}
}, 200);
process.on('SIGINT', () => {
	clearInterval(show);
	// It may be read for Enter.
	process.stdin.destroy();
	void sandbox.close();
});

if (pushTo !== undefined) {
	console.log(`Pushing to ${pushTo}, signed with the key and secret above:
a GET and a test message, as the console's Verify may do, then the message that an order has become dearer.
Press Enter for the next order. PandaPon takes a message for delivered when HTTP 200 comes within 1,000 ms,
and otherwise sends it again every half hour, five times; here nothing is sent again.
`);
	const byHand = new PushByHand(pushTo, sandbox.keys, account);
	let next = 0;
	const pushNext = async (): Promise<void> => await byHand.raisePrice(ids[next++ % ids.length]);
	await byHand.verify();
	await pushNext();
	createInterface({ input: process.stdin }).on('line', () => void pushNext());
}
