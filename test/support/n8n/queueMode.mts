import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';

import { startPostgres, startRedis, type Service } from '../redisAndPostgres.mts';
import { stopChild } from '../startChild.mts';
import { LOCAL } from './install.mts';
import { LocalN8n } from './localN8n.mts';

/** A worker of queue mode, in a process of its own. */
export interface Worker {
	process: ChildProcess;
	/** IDs of the executions it has begun. */
	begun: string[];
}

/** n8n as companies run it: PostgreSQL, Redis, a main process for the editor, and workers that execute. */
export class QueueMode {
	readonly main: LocalN8n;
	readonly workers: Worker[] = [];
	private readonly services: Service[];

	private constructor(main: LocalN8n, services: Service[]) {
		this.main = main;
		this.services = services;
	}

	/** Starts the services and prepares the main process, so that packages can be installed before it starts. */
	static async prepare(name: string): Promise<QueueMode> {
		const services: Service[] = [];
		try {
			services.push(await startPostgres());
			services.push(await startRedis(join(LOCAL, `${name}-redis`)));
		} catch (error) {
			for (const service of services) await service.stop();
			throw error;
		}
		const env = {
			...(Object.assign({}, ...services.map((service) => service.env)) as Record<string, string>),
			EXECUTIONS_MODE: 'queue',
			// What the editor's button starts runs on a worker too, like a scheduled run.
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			// How soon n8n notices that a worker has died; its defaults are a minute and half a minute.
			QUEUE_WORKER_LOCK_DURATION: '15000',
			QUEUE_WORKER_LOCK_RENEW_TIME: '3000',
			QUEUE_WORKER_STALLED_INTERVAL: '5000',
		};
		return new QueueMode(new LocalN8n(name, { env }), services);
	}

	/** Starts a worker that executes one workflow at a time, and waits until it is ready. */
	async startWorker(): Promise<Worker> {
		const process = await this.main.command(['worker', '--concurrency=1']);
		const worker: Worker = { process, begun: [] };
		this.workers.push(worker);
		const log = createWriteStream(join(this.main.userFolder, `worker-${process.pid}.log`));
		const ready = new Promise<void>((resolve, reject) => {
			process.once('exit', (code) =>
				reject(new Error(`The worker ended with exit code ${code}; see ${String(log.path)}`)),
			);
			setTimeout(
				() =>
					reject(new Error(`The worker was not ready within two minutes; see ${String(log.path)}`)),
				120_000,
			).unref();
			process.stdout?.on('data', (chunk: Buffer) => {
				const text = chunk.toString();
				if (text.includes('n8n worker is now ready')) resolve();
				for (const [, id] of text.matchAll(/started execution (\d+)/g)) worker.begun.push(id);
			});
		});
		process.stdout?.pipe(log);
		process.stderr?.pipe(log);
		await ready;
		return worker;
	}

	/** Stops everything, the workers first. */
	async stop(): Promise<void> {
		for (const worker of this.workers) await stopChild(worker.process);
		await this.main.stop();
		for (const service of this.services.toReversed()) await service.stop();
	}
}
