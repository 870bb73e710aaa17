// npm run check:live: finds out what docs/api.md leaves open, with real keys and calls that only read.
import { parseArgs } from 'node:util';

import { askKeys } from './askKeys.mts';
import { checkLive, formatReport } from './report.mts';

const HELP = `npm run check:live [-- --json]

Asks for base URL, access key, access secret, user ID and an order ID, or takes them from PANDAPON_BASE_URL, PANDAPON_ACCESS_KEY,
PANDAPON_ACCESS_SECRET, PANDAPON_USER_ID and PANDAPON_ORDER_ID. Never put them on the command line, where others on the machine could see them.
Exit code: 0 all as expected, 1 something differs or is still open, 2 no call was accepted.`;

let json: boolean;
try {
	({ json } = parseArgs({ options: { json: { type: 'boolean', default: false } } }).values);
} catch {
	// Node's own message would repeat what was typed, which may be a key.
	console.error(HELP);
	process.exit(2);
}

try {
	const { keys, orderId } = await askKeys();
	const report = await checkLive(keys, orderId);
	console.log(json ? JSON.stringify(report, undefined, '\t') : formatReport(report));
	process.exitCode =
		report.problem !== undefined
			? 2
			: report.findings.every(({ verdict }) => verdict === 'fits')
				? 0
				: 1;
} catch (error) {
	console.error((error as Error).message);
	process.exitCode = 2;
}
