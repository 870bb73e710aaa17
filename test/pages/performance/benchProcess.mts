import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Runs a file of this folder in a process of its own, which answers each message with one message and ends with the benchmark. */
export class BenchProcess {
	private readonly process: ChildProcess;

	constructor(file: string, env: Record<string, string> = {}) {
		this.process = fork(join(import.meta.dirname, file), { env: { ...process.env, ...env } });
	}

	get pid(): number {
		return this.process.pid!;
	}

	/** Sends a message and waits for the answer; one at a time. */
	async ask<T>(message: object | string): Promise<T> {
		const ended = new AbortController();
		const failed = once(this.process, 'exit', ended).then(() => {
			throw new Error('A process of the benchmark has ended');
		});
		const answer = once(this.process, 'message', ended);
		try {
			this.process.send(message);
			return ((await Promise.race([answer, failed])) as [T])[0];
		} finally {
			ended.abort();
			await Promise.allSettled([answer, failed]);
		}
	}

	end(): void {
		if (this.process.connected) this.process.disconnect();
	}
}
