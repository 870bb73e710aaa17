import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

import { installPackage, LOCAL, N8N_MODULES } from '../../../support/n8n/install.mts';
import { median, rounded, spread } from '../statistics.mts';
import { installBareTrigger } from './bareTrigger.mts';
import {
	IN_TIME_MS,
	type MessageMeasurements,
	type SetUpRow,
	type TriggerRow,
} from './messageMeasurements.mts';
import { MessageN8n, type Load, type Trigger } from './messageN8n.mts';

/** How n8n is set up. */
interface SetUp {
	title: string;
	env?: Record<string, string>;
	queue?: boolean;
	/** Measured while one long execution is running. */
	busy?: boolean;
}

const TRIGGERS: Trigger[] = ['PandaPon Trigger', 'bare trigger', "n8n's Webhook node"];

const burst = (messages: number, times = 1): Load => ({
	title: `${messages} at once`,
	messages,
	atOnce: messages,
	times,
});
const LOADS: Load[] = [
	{ ...burst(1, 10), title: '1, to an idle n8n' },
	burst(10),
	burst(50),
	{ title: '100 in a row', messages: 100, atOnce: 1, times: 1 },
];
const QUICK_LOADS = [{ ...LOADS[0], times: 3 }, burst(10)];

const DEFAULT: SetUp = { title: 'default settings' };
const QUEUE: SetUp = { title: 'queue mode, one worker', queue: true };
const LAZY = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };
const SET_UPS: SetUp[] = [
	DEFAULT,
	{ title: '`N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true`', env: LAZY },
	{ title: '`N8N_EXPRESSION_ENGINE=legacy`', env: { N8N_EXPRESSION_ENGINE: 'legacy' } },
	{
		title: '`N8N_CONCURRENCY_PRODUCTION_LIMIT=1`, while another execution is running',
		env: { N8N_CONCURRENCY_PRODUCTION_LIMIT: '1' },
		busy: true,
	},
	QUEUE,
	{ title: 'queue mode, `N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true`', env: LAZY, queue: true },
];
const SIZES = [1, 10, 20, 50];

/** Measures both modes and all set-ups; `report` gets each row once it is measured. */
export async function measureMessages(
	report: (row: object) => void,
	rounds: number,
): Promise<MessageMeasurements> {
	const packages = await installTriggers();
	const triggers: TriggerRow[] = [];
	const setUps: SetUpRow[] = [];
	for (const setUp of SET_UPS) {
		await withN8n(setUp, packages, async (n8n) => {
			if (setUp === DEFAULT || setUp === QUEUE)
				triggers.push(
					...(await compareTriggers(n8n, setUp.queue ? 'queue' : 'normal', LOADS, rounds, report)),
				);
			const row = await measureSetUp(n8n, setUp, rounds);
			report(row);
			setUps.push(row);
		});
	}
	return { triggers, setUps, rounds, versions: versions() };
}

/** For CI: the smaller loads, in normal mode. */
export async function measureMessagesQuickly(report: (row: object) => void): Promise<TriggerRow[]> {
	return await withN8n(
		DEFAULT,
		await installTriggers(),
		async (n8n) => await compareTriggers(n8n, 'normal', QUICK_LOADS, 3, report),
	);
}

function versions(): string {
	const { version } = JSON.parse(readFileSync(N8N_MODULES, 'utf8')) as { version: string };
	return `n8n ${version} with SQLite (queue mode: PostgreSQL), Node.js ${process.versions.node}, ${cpus().length} cores (${cpus()[0].model})`;
}

/** Returns a user folder with the packages of both triggers. */
async function installTriggers(): Promise<string> {
	const folder = join(LOCAL, 'bench-packages');
	await installPackage(folder);
	installBareTrigger(folder);
	return folder;
}

async function withN8n<T>(
	{ env, queue }: SetUp,
	packages: string,
	measure: (n8n: MessageN8n) => Promise<T>,
): Promise<T> {
	const n8n = await MessageN8n.start('bench-messages', packages, { env, queue });
	try {
		return await measure(n8n);
	} finally {
		await n8n.stop();
	}
}

/** All triggers take turns within a round, in the opposite order in the next one, so that what else the machine does slows all alike. */
async function compareTriggers(
	n8n: MessageN8n,
	mode: TriggerRow['mode'],
	loads: Load[],
	rounds: number,
	report: (row: object) => void,
): Promise<TriggerRow[]> {
	const rows: TriggerRow[] = [];
	for (const load of loads) {
		const answerMs = new Map<Trigger, number[]>(TRIGGERS.map((trigger) => [trigger, []]));
		const cpuMs = new Map<Trigger, number[]>(TRIGGERS.map((trigger) => [trigger, []]));
		for (let round = 0; round < rounds; round++) {
			for (const trigger of round % 2 === 0 ? TRIGGERS : TRIGGERS.toReversed()) {
				const sent = await n8n.send(trigger, load);
				answerMs.get(trigger)!.push(median(sent.answerMs));
				cpuMs.get(trigger)!.push(sent.cpuMsPerMessage);
			}
		}
		for (const trigger of TRIGGERS) {
			const row = {
				mode,
				load: load.title,
				trigger,
				answerMs: spread(answerMs.get(trigger)!),
				answerOverBare: overBare(answerMs, trigger),
				cpuMsPerMessage: rounded(median(cpuMs.get(trigger)!)),
				cpuOverBare: overBare(cpuMs, trigger),
			};
			report(row);
			rows.push(row);
		}
	}
	return rows;
}

/** The median of the rounds' ratios. */
function overBare(figures: Map<Trigger, number[]>, trigger: Trigger): number {
	const bare = figures.get('bare trigger')!;
	return rounded(median(figures.get(trigger)!.map((figure, round) => figure / bare[round])));
}

async function measureSetUp(
	n8n: MessageN8n,
	{ title, busy }: SetUp,
	rounds: number,
): Promise<SetUpRow> {
	const row: SetUpRow = { title, atOnce: [] };
	for (const messages of SIZES) {
		const load = burst(messages, busy ? 1 : rounds);
		const { answerMs } = busy
			? await n8n.sendWhileBusy('PandaPon Trigger', load)
			: await n8n.send('PandaPon Trigger', load);
		const sent = messages * load.times;
		const inTime = answerMs.filter((ms) => ms <= IN_TIME_MS).length;
		row.atOnce.push({
			messages,
			inTime: Math.floor((100 * inTime) / sent),
			slowestMs: answerMs.length === sent ? rounded(Math.max(...answerMs)) : null,
		});
	}
	return row;
}
