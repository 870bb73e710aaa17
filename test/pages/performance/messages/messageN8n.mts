import { cpSync, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';
import { Agent, request } from 'undici';

import { LOCAL } from '../../../support/n8n/install.mts';
import { LocalN8n } from '../../../support/n8n/localN8n.mts';
import { startPostgres, startRedis, type Service } from '../../../support/redisAndPostgres.mts';
import { stopChild } from '../../../support/startChild.mts';
import { ProcessTree } from '../processTree.mts';
import { KEYS, newMessages, type SignedMessage } from './newMessages.mts';

/** What takes the messages in. */
export type Trigger = 'PandaPon Trigger' | 'bare trigger' | "n8n's Webhook node";

/** The node of each trigger, and where it listens. */
export const TRIGGERS: Record<Trigger, { node: IDataObject; path: string }> = {
	'PandaPon Trigger': {
		node: {
			type: 'n8n-nodes-pandapon.pandaPonTrigger',
			typeVersion: 2,
			webhookId: 'ours',
			parameters: {},
			credentials: {},
		},
		path: 'ours/webhook',
	},
	'bare trigger': {
		node: {
			type: 'n8n-nodes-bare.bareTrigger',
			typeVersion: 2,
			webhookId: 'bare',
			parameters: {},
		},
		path: 'bare/webhook',
	},
	"n8n's Webhook node": {
		node: {
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2.1,
			webhookId: 'n8n',
			parameters: { httpMethod: 'POST', path: 'n8n', responseMode: 'onReceived', options: {} },
		},
		path: 'n8n',
	},
};

/** How a load of messages is sent. */
export interface Load {
	title: string;
	messages: number;
	atOnce: number;
	/** How often it is sent, each time to an idle n8n. */
	times: number;
}

/** What a load of messages took. */
export interface LoadReport {
	/** From sending each message to its 200, in milliseconds; messages without an answer are left out. */
	answerMs: number[];
	/** CPU time of n8n's processes for each message, until its execution has ended. */
	cpuMsPerMessage: number;
}

/** Much longer than PandaPon waits for an answer. */
const PATIENCE_MS = 30_000;

/** As long as a message waits while another execution holds n8n's only slot; twice PandaPon's own patience. */
const BUSY_PATIENCE_MS = 2000;

const WARM_UP: Load = { title: '', messages: 10, atOnce: 5, times: 1 };

/** Holds a production execution for a minute. */
const LONG_RUN = {
	trigger: {
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		webhookId: 'long',
		parameters: { httpMethod: 'POST', path: 'long', responseMode: 'onReceived', options: {} },
	},
	next: {
		type: 'n8n-nodes-base.wait',
		typeVersion: 1.1,
		parameters: { amount: 60, unit: 'seconds' },
	},
};
const NOTHING = { type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };

/** A real n8n with its default settings, unless others are given, and one published workflow for each trigger. */
export class MessageN8n {
	private readonly n8n: LocalN8n;
	private readonly agent = new Agent({ headersTimeout: 0 });
	private readonly stopping: Array<() => Promise<void>> = [];
	private pids: number[] = [];

	private constructor(n8n: LocalN8n) {
		this.n8n = n8n;
	}

	/**
	 * @param name Names its folder under `.local`.
	 * @param packages A user folder whose packages it gets.
	 * @param settings Environment variables; `queue` adds PostgreSQL, Redis and one worker.
	 */
	static async start(
		name: string,
		packages: string,
		{ env = {}, queue = false }: { env?: Record<string, string>; queue?: boolean } = {},
	): Promise<MessageN8n> {
		const services: Service[] = [];
		if (queue) services.push(await startPostgres(), await startRedis(join(LOCAL, `${name}-redis`)));
		const n8n = new LocalN8n(name, {
			env: Object.assign(
				queue ? { EXECUTIONS_MODE: 'queue' } : {},
				...services.map((service) => service.env),
				env,
			) as Record<string, string>,
		});
		const started = new MessageN8n(n8n);
		for (const service of services) started.stopping.unshift(async () => await service.stop());
		started.stopping.unshift(async () => await n8n.stop());
		try {
			const nodes = '.n8n/nodes';
			cpSync(join(packages, nodes), join(n8n.userFolder, nodes), { recursive: true });
			await n8n.start();
			started.pids.push(n8n.pid!);
			if (queue) await started.startWorker();
			await started.publishWorkflows();
			// The first messages compile what the others use.
			for (const trigger of Object.keys(TRIGGERS) as Trigger[])
				await started.send(trigger, WARM_UP);
		} catch (error) {
			await started.stop();
			throw error;
		}
		return started;
	}

	async stop(): Promise<void> {
		for (const stop of this.stopping) await stop();
		await this.agent.close();
	}

	/** Sends new messages to a trigger, and waits until their executions have ended. */
	async send(
		trigger: Trigger,
		{ messages, atOnce, times }: Load,
		patienceMs = PATIENCE_MS,
	): Promise<LoadReport> {
		const answerMs: number[] = [];
		const cpuBefore = this.cpuMs();
		for (let time = 0; time < times; time++) {
			answerMs.push(...(await this.post(TRIGGERS[trigger].path, messages, atOnce, patienceMs)));
			await this.untilIdle();
		}
		return { answerMs, cpuMsPerMessage: (this.cpuMs() - cpuBefore) / (messages * times) };
	}

	/** The same while one long production execution is running; it is stopped once the messages were given up. */
	async sendWhileBusy(trigger: Trigger, load: Load): Promise<LoadReport> {
		await this.post('long', 1, 1, PATIENCE_MS);
		const [{ id }] = await this.executions(['running']);
		const stopped = sleep(2 * BUSY_PATIENCE_MS).then(async () => await this.n8n.cancel(id));
		const report = await this.send(trigger, load, BUSY_PATIENCE_MS);
		await stopped;
		return report;
	}

	private async post(
		path: string,
		count: number,
		atOnce: number,
		patienceMs: number,
	): Promise<number[]> {
		const answerMs: number[] = [];
		const queue = newMessages(count).values();
		const lane = async () => {
			for (const message of queue) {
				const start = performance.now();
				if (await this.isAnswered(path, message, patienceMs))
					answerMs.push(performance.now() - start);
			}
		};
		await Promise.all(Array.from({ length: atOnce }, lane));
		return answerMs;
	}

	private async isAnswered(
		path: string,
		message: SignedMessage,
		patienceMs: number,
	): Promise<boolean> {
		const signal = AbortSignal.timeout(patienceMs);
		try {
			const { statusCode, body } = await request(`${this.n8n.url}/webhook/${path}`, {
				method: 'POST',
				...message,
				dispatcher: this.agent,
				signal,
			});
			await body.dump();
			if (statusCode !== 200) throw new Error(`n8n answered a message with ${statusCode}`);
			return true;
		} catch (error) {
			if (signal.aborted) return false;
			throw error;
		}
	}

	private async untilIdle(): Promise<void> {
		while ((await this.executions(['new', 'running'])).length > 0) await sleep(100);
	}

	private async executions(status: string[]): Promise<Array<{ id: string }>> {
		const filter = encodeURIComponent(JSON.stringify({ status }));
		const path = `/rest/executions?limit=1&filter=${filter}`;
		return (await this.n8n.api<{ results: Array<{ id: string }> }>('GET', path)).results;
	}

	private cpuMs(): number {
		return this.pids.reduce((sum, pid) => sum + new ProcessTree(pid).cpuMs(), 0);
	}

	private async startWorker(): Promise<void> {
		const worker = await this.n8n.command(['worker']);
		this.stopping.unshift(async () => await stopChild(worker));
		const log = createWriteStream(join(this.n8n.userFolder, 'worker.log'));
		worker.stderr?.pipe(log);
		await new Promise<void>((resolve, reject) => {
			worker.once('exit', () => reject(new Error(`The worker ended; see ${String(log.path)}`)));
			worker.stdout?.pipe(log);
			worker.stdout?.on('data', (chunk: Buffer) => {
				if (chunk.includes('n8n worker is now ready')) resolve();
			});
		});
		this.pids.push(worker.pid!);
	}

	private async publishWorkflows(): Promise<void> {
		const data = { ...KEYS, baseUrl: 'http://127.0.0.1:9' };
		const id = await this.n8n.createCredential('pandaPonApi', 'Bench', data);
		const workflows = Object.entries(TRIGGERS).map(
			([name, { node }]) => [name, node, NOTHING] as const,
		);
		for (const [name, trigger, next] of [
			...workflows,
			['Long run', LONG_RUN.trigger, LONG_RUN.next] as const,
		]) {
			const nodes = Object.entries({ [name]: trigger, Next: next }).map(([each, node]) => ({
				...node,
				id: each,
				name: each,
				position: [0, 0],
			}));
			const workflow = {
				name,
				nodes,
				connections: { [name]: { main: [[{ node: 'Next', type: 'main', index: 0 }]] } },
				settings: { executionOrder: 'v1' },
			};
			await this.n8n.publish(await this.n8n.createWorkflow(workflow, { id, name: 'Bench' }));
		}
	}
}
