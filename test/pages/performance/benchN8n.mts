import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import type { IDataObject } from 'n8n-workflow';

import { LOCAL } from '../../support/n8n/install.mts';
import { LocalN8n } from '../../support/n8n/localN8n.mts';
import type { InsideReport } from './insideReport.mts';
import { ProcessTree } from './processTree.mts';

/** What an execution cost. */
export interface ExecutionReport extends InsideReport {
	/** From the click on Execute to the end of the stored execution. */
	executionMs: number;
	/** CPU time of n8n and of the process that runs Code nodes, meanwhile. */
	cpuMs: number;
	/** Peak memory of both. */
	peakBytes: number;
	/** Peak memory above what they held before. */
	grownBytes: number;
}

type Saved = { id: string } & IDataObject;

/** A real n8n that reports what each execution cost. */
export class BenchN8n {
	private readonly n8n: LocalN8n;
	private readonly reports: Server;
	private readonly waiting = new Map<string, (report: InsideReport) => void>();
	private readonly early = new Map<string, InsideReport>();
	private readonly credentials = new Map<string, { id: string; name: string }>();

	private constructor(name: string, reports: Server, cert: string) {
		this.reports = reports;
		const ca = join(LOCAL, `${name}-ca.pem`);
		this.n8n = new LocalN8n(name, {
			env: {
				NODE_EXTRA_CA_CERTS: ca,
				EXTERNAL_HOOK_FILES: join(import.meta.dirname, 'insideN8n.mts'),
				BENCH_REPORTS: `http://127.0.0.1:${(reports.address() as AddressInfo).port}/`,
				// The recipe signs in a Code node, which may use only the Node.js modules listed here.
				NODE_FUNCTION_ALLOW_BUILTIN: 'crypto',
			},
		});
		writeFileSync(ca, cert);
		reports.on('request', (request, response) => void this.receive(request, response));
	}

	/**
	 * @param name Names its folder under `.local`.
	 * @param cert The API's certificate, which n8n is to trust.
	 */
	static async create(name: string, cert: string): Promise<BenchN8n> {
		const reports = createServer().listen(0, '127.0.0.1');
		await once(reports, 'listening');
		return new BenchN8n(name, reports, cert);
	}

	get userFolder(): string {
		return this.n8n.userFolder;
	}

	async start(): Promise<void> {
		await this.n8n.start();
	}

	/** Restarts n8n on the same data. */
	async restart(): Promise<void> {
		await this.n8n.stop();
		await this.n8n.start();
	}

	async stop(): Promise<void> {
		await this.n8n.stop();
		this.reports.closeAllConnections();
		this.reports.close();
	}

	async createCredential(name: string, data: IDataObject): Promise<void> {
		this.credentials.set(name, {
			id: await this.n8n.createCredential('pandaPonApi', name, data),
			name,
		});
	}

	/** Saves a workflow under a new ID, and so with an empty memory of submitted orders. */
	async save(workflow: IDataObject, credential: string): Promise<Saved> {
		return await this.n8n.createWorkflow(workflow, this.credentials.get(credential)!);
	}

	/** Saves a changed workflow under the same ID. */
	async update(saved: Saved): Promise<Saved> {
		return await this.n8n.updateWorkflow(saved);
	}

	/** Runs a saved workflow once. */
	async run(saved: Saved): Promise<ExecutionReport> {
		const tree = new ProcessTree(this.n8n.pid!);
		tree.resetPeak();
		const held = tree.peakBytes();
		const cpuBefore = tree.cpuMs();
		const start = performance.now();
		const executionId = await this.n8n.run(saved);
		const report =
			this.early.get(executionId) ??
			(await new Promise<InsideReport>((resolve) => this.waiting.set(executionId, resolve)));
		const peakBytes = tree.peakBytes();
		const result = {
			...report,
			executionMs: performance.now() - start,
			cpuMs: tree.cpuMs() - cpuBefore,
			peakBytes,
			grownBytes: peakBytes - held,
		};
		this.waiting.delete(executionId);
		this.early.delete(executionId);
		return result;
	}

	private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const report = JSON.parse(await text(request)) as InsideReport;
		response.end();
		this.early.set(report.executionId, report);
		this.waiting.get(report.executionId)?.(report);
	}
}
