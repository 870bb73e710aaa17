// npm run safeguards: takes each safeguard out of a copy of the built package, and shows which invariant goes red.
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const COPY = join(ROOT, '.local/safeguards');
const SEED = 1688;
const RUNS = 12_000;

interface Safeguard {
	name: string;
	file: string;
	/** Text of the built file that holds the safeguard, and what stands there without it. */
	take: string;
	put: string;
	/** A second spot of the file, where one backs the other up. */
	also?: { take: string; put: string };
}

const node = 'nodes/BatchPay1688Orders/';
const safeguards: Safeguard[] = [
	{ name: 'HTTP 401 is not sent again by n8n', file: 'nodes/shared/signedCall.js', take: 'ignoreHttpStatusErrors: true', put: 'ignoreHttpStatusErrors: false' },
	{ name: 'redirects are not followed', file: 'nodes/shared/signedCall.js', take: 'disableFollowRedirect: true', put: 'disableFollowRedirect: false' },
	{ name: 'a cut connection is unclear, not "never sent"', file: 'nodes/shared/transportFailure.js', take: "kind: 'unclear',\n        reason: known", put: "kind: 'notSent',\n        reason: known" },
	{ name: 'a time-out is unclear, not "never sent"', file: 'nodes/shared/transportFailure.js', take: "return { kind: 'unclear', reason: `No complete", put: "return { kind: 'notSent', reason: `No complete" },
	{ name: 'HTTP 5xx is unknown, not a refusal', file: `${node}readAnswer.js`, take: 'status >= 400 && status <= 499', put: 'status >= 400 && status <= 599' },
	{ name: 'HTTP 408 and 499 are unknown, not a refusal', file: `${node}readAnswer.js`, take: ' && status !== 408 && status !== 499', put: '' },
	{ name: 'an order the answer does not name is unknown', file: `${node}readAnswer.js`, take: "return unknown('The answer does not name this order')", put: "return { ...base, outcome: 'rejected', errorReason: '', advice: '' }" },
	{ name: 'an order named twice is unknown', file: `${node}readAnswer.js`, take: 'if (named.length > 1)', put: 'if (false)' },
	{ name: 'HTTP and code that contradict each other are unknown', file: `${node}readAnswer.js`, take: ' && !contradicted', put: '' },
	{ name: 'the memory is consulted before a batch leaves', file: `${node}payBatches.js`, take: 'mustBeFresh ? fresh : ids', put: 'ids' },
	{ name: 'unclear orders stay in the memory', file: `${node}payBatches.js`, take: 'fresh.filter((orderId) => !submitted(orderId))', put: 'fresh' },
	{ name: 'executions at once wait for each other', file: `${node}lock.js`, take: '(queues.get(workflowId) ?? Promise.resolve()).then(step, step)', put: 'step()', also: { take: 'usable ? await acquire(context) : undefined', put: 'undefined' } },
	{ name: '… those in other processes too', file: `${node}lock.js`, take: 'usable ? await acquire(context) : undefined', put: 'undefined' },
	{ name: 'results of the execution are kept for its next try', file: `${node}results.js`, take: 'this.store.results[orderId] = result', put: 'void 0' },
	{ name: 'an ID that comes in twice is sent once', file: `${node}readOrders.js`, take: '[...new Set(valid.map(({ orderId }) => orderId))]', put: 'valid.map(({ orderId }) => orderId)' },
	{ name: 'no throw under "Continue"', file: `${node}BatchPay1688Orders.node.js`, take: '!results.sent && !this.continueOnFail()', put: '!results.sent' },
	{ name: 'no throw after an earlier try has paid', file: `${node}BatchPay1688Orders.node.js`, take: '!results.sent && !this.continueOnFail()', put: '!this.continueOnFail()' },
	{ name: 'each result is linked to its item', file: `${node}buildOutputs.js`, take: 'pairedItem: { item }', put: 'pairedItem: { item: 0 }' },
	{ name: 'quoted keys are blotted out', file: 'nodes/shared/envelope.js', take: "replace(/[0-9a-f]{32,}/gi, '[hidden]')", put: 'trim()' },
];

const rows: string[] = [];
let held = 0;
for (const { name, file, take, put, also } of safeguards) {
	rmSync(COPY, { recursive: true, force: true });
	cpSync(join(ROOT, 'dist'), COPY, { recursive: true });
	let built = readFileSync(join(COPY, file), 'utf8');
	for (const spot of also === undefined ? [{ take, put }] : [{ take, put }, also]) {
		if (!built.includes(spot.take)) throw new Error(`${file} no longer holds: ${spot.take}`);
		built = built.replace(spot.take, spot.put);
	}
	writeFileSync(join(COPY, file), built);

	const { stdout } = spawnSync(process.execPath, [join(import.meta.dirname, 'run.mts'), '--runs', String(RUNS), '--seed', String(SEED), '--quiet', '--no-shrink'], { env: { ...process.env, PANDAPON_DIST: COPY }, encoding: 'utf8' });
	const invariant = /BROKEN {2}(?:Error: )?([^:\n]+(?:"[^"]*"[^:\n]*)?):/.exec(stdout)?.[1];
	const after = /^runs (\d+)/m.exec(stdout)?.[1];
	if (invariant === undefined) held++;
	rows.push(`| ${name} | \`${file.split('/').pop()?.replace('.js', '.ts')}\` | ${invariant ?? '**nothing went red**'} | ${invariant === undefined ? `not in ${after}` : after} |`);
	console.log(rows.at(-1));
}
rmSync(COPY, { recursive: true, force: true });

writeFileSync(join(ROOT, 'docs/safeguards.md'), `# Can the fault tests fail?

Each safeguard is taken out of a copy of the built package in turn, and the random stories of \`npm run test:faults\` are played on
n8n's engine until an invariant breaks. A safeguard whose loss nobody notices would be untested. Made by \`npm run safeguards\`
(seed ${SEED}); no line is typed by hand.

| without this safeguard | file | the invariant that went red | after runs of the node |
|---|---|---|---|
${rows.join('\n')}
`);
if (held > 0) process.exitCode = 1;
