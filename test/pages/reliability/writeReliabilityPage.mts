// npm run docs -- reliability: runs this node and the usual recipe through every situation, and writes docs/reliability.md; with
// --own, only this node, and writes nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { Sandbox } from '../../sandbox/sandbox.mts';
import { installN8n, installPackage, N8N_MODULES } from '../../support/n8n/install.mts';
import { LocalN8n } from '../../support/n8n/localN8n.mts';
import { ROOT } from '../../support/root.mts';
import { countOrders, type Again, type Counts } from './countOrders.mts';
import { QUESTIONS } from './questions.mts';
import { reliabilityPage, total, type Counted } from './reliabilityPage.mts';
import { BEYOND, SITUATIONS } from './situations.mts';
import { isOwn, WAYS } from './ways.mts';

const PAGE = resolve(ROOT, 'docs/reliability.md');
const AGAIN: Again[] = ['the same list', 'what was not shown as paid'];

const { values: flags } = parseArgs({ options: { own: { type: 'boolean', default: false } } });
const ways = flags.own ? WAYS.filter(isOwn) : WAYS;

await installN8n();
// The recipe signs in a Code node, which may use only the Node.js modules listed here.
const n8n = new LocalN8n('reliability', { env: { NODE_FUNCTION_ALLOW_BUILTIN: 'crypto' } });
console.log('Packing this package and installing it into n8n …');
await installPackage(n8n.userFolder);

// All sandboxes listen on one port, one after another, so that one credential fits them all.
const first = await new Sandbox().start();
const port = Number(new URL(first.url).port);
await first.close();

const results = new Map<string, Counts>();
const key = (...names: string[]) => names.join('\n');
try {
	console.log('Starting n8n …');
	await n8n.start();
	const credential = {
		id: await n8n.createCredential('pandaPonApi', 'PandaPon Sandbox', first.credential),
		name: 'PandaPon Sandbox',
	};
	const situations = [...SITUATIONS, ...BEYOND];
	for (const [index, situation] of situations.entries()) {
		console.log(`${index + 1}/${situations.length}  ${situation.title}`);
		for (const way of ways) {
			for (const again of AGAIN) {
				const counts = await countOrders(
					n8n,
					(account) => new Sandbox({ account, port }),
					credential,
					way,
					situation,
					again,
				);
				results.set(key(situation.title, way.title, again), counts);
			}
		}
	}
} finally {
	await n8n.stop();
}

const counted: Counted = (situation, way, again) =>
	results.get(key(situation.title, way.title, again))!;
if (!flags.own) {
	const { version } = JSON.parse(readFileSync(N8N_MODULES, 'utf8')) as { version: string };
	writeFileSync(PAGE, reliabilityPage(version, counted));
	console.log(`Written: ${relative(ROOT, PAGE)}`);
}

const broken = QUESTIONS.filter(
	(question) =>
		question.promised && WAYS.some((way) => isOwn(way) && total(question, way, counted) > 0),
);
for (const { short } of broken) console.log(`PROMISE BROKEN  ${short}`);
if (broken.length > 0) process.exitCode = 1;
