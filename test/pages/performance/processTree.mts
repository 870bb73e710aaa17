import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Clock ticks per second in /proc; 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** A process and its children, e.g. n8n and the process in which it runs Code nodes. Linux only. */
export class ProcessTree {
	private readonly pid: number;

	constructor(pid: number) {
		this.pid = pid;
	}

	/** CPU time so far in milliseconds, including that of children that have ended. */
	cpuMs(): number {
		return this.all().reduce((sum, pid) => {
			// After the name, which may hold anything: fields 14 to 17, utime, stime, cutime and cstime.
			const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
				.replace(/^.*\) /s, '')
				.split(' ')
				.slice(11, 15);
			return (
				sum + fields.reduce((ticks, field) => ticks + Number(field), 0) * (1000 / TICKS_PER_SECOND)
			);
		}, 0);
	}

	/** Peak memory in bytes since `resetPeak`. */
	peakBytes(): number {
		return this.all().reduce(
			(sum, pid) =>
				sum +
				1024 * Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0),
			0,
		);
	}

	/** Forgets the peak so far. */
	resetPeak(): void {
		for (const pid of this.all()) writeFileSync(`/proc/${pid}/clear_refs`, '5');
	}

	private all(pid: number = this.pid): number[] {
		const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
			childrenOf(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
		);
		return [pid, ...children.flatMap((child) => this.all(child))];
	}
}

/** What the file of a thread says; nothing if the thread has ended meanwhile. */
function childrenOf(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code!)) return '';
		throw error;
	}
}
