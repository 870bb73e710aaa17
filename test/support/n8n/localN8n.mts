import type { ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject, INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import { request } from 'undici';

import { startChild, stopChild } from '../startChild.mts';
import { LOCAL, N8N, N8N_MODULES, type PinnedN8n } from './install.mts';

/** The owner's account. The local n8n listens on the loopback address only, and is thrown away. */
export const OWNER = {
	email: 'demo@example.com',
	firstName: 'Demo',
	lastName: 'User',
	password: 'Demo-only-1688',
};

/** A finished execution, as n8n stored it. */
export interface StoredExecution {
	id: string;
	status: string;
	data: IRunExecutionData;
}

/** A real n8n in a process of its own, with free ports and its own user folder. */
export class LocalN8n {
	readonly userFolder: string;
	readonly logFile: string;
	private readonly env: Record<string, string>;
	private readonly n8n: PinnedN8n;
	private port = 0;
	private process: ChildProcess | undefined;
	private cookie = '';

	/** @param name Name of its folder; what was there before is removed unless `keep` is set. */
	constructor(
		name: string,
		{
			env = {},
			keep = false,
			n8n = N8N,
		}: { env?: Record<string, string>; keep?: boolean; n8n?: PinnedN8n } = {},
	) {
		this.userFolder = join(LOCAL, name);
		this.logFile = join(this.userFolder, 'n8n.log');
		this.env = env;
		this.n8n = n8n;
		if (!keep) rmSync(this.userFolder, { recursive: true, force: true });
		mkdirSync(this.userFolder, { recursive: true });
	}

	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	get pid(): number | undefined {
		return this.process?.pid;
	}

	/** Starts n8n and waits until it answers. The first start creates the owner. */
	async start(): Promise<void> {
		this.port ||= await freePort();
		const log = createWriteStream(this.logFile, { flags: 'a' });
		const child = await this.command(['start']);
		child.stdout?.pipe(log);
		child.stderr?.pipe(log);
		this.process = child;
		for (let tries = 0; ; tries++) {
			if (child.exitCode !== null)
				throw new Error(`n8n ended with exit code ${child.exitCode}; see ${this.logFile}`);
			if (tries > 600) throw new Error(`n8n did not start within two minutes; see ${this.logFile}`);
			const answers = async (path: string) =>
				await request(this.url + path).then(
					async ({ statusCode, body }) => (await body.dump(), statusCode === 200),
					() => false,
				);
			// An older n8n calls itself ready before its REST interface answers.
			if ((await answers('/healthz/readiness')) && (await answers('/rest/settings'))) break;
			await sleep(200);
		}
		await this.signIn();
	}

	/** Starts one of n8n's commands, e.g. `execute --id=1`, on the same data; the server should not be running meanwhile. */
	async command(args: string[], env: Record<string, string> = {}): Promise<ChildProcess> {
		return startChild(this.n8n.node, [join(this.n8n.folder, 'node_modules/n8n/bin/n8n'), ...args], {
			env: { ...ownEnvironment(), ...(await this.environment()), ...env },
		});
	}

	/** Stops n8n, with `SIGKILL` as a crash would. */
	async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
		if (this.process !== undefined) await stopChild(this.process, signal);
		// The editor's files, unpacked at each start, would keep this project's lint busy for minutes.
		rmSync(join(this.userFolder, '.cache'), { recursive: true, force: true });
	}

	async createCredential(type: string, name: string, data: IDataObject): Promise<string> {
		return (await this.api<{ id: string }>('POST', '/rest/credentials', { name, type, data })).id;
	}

	/** Saves a workflow, with the given credential in every node that needs one of ours: `{}` will do. */
	async createWorkflow(
		workflow: IDataObject,
		credential: { id: string; name: string },
	): Promise<{ id: string } & IDataObject> {
		const nodes = (workflow.nodes as IDataObject[]).map((node) =>
			Object.keys(node.credentials ?? { none: '' }).every((type) => type === 'pandaPonApi')
				? { ...node, credentials: { pandaPonApi: credential } }
				: node,
		);
		return await this.api('POST', '/rest/workflows', {
			name: workflow.name,
			active: false,
			nodes,
			connections: workflow.connections,
			settings: workflow.settings ?? {},
			// Without it n8n cannot execute a single step.
			pinData: {},
		});
	}

	/** Saves a changed workflow under the same ID. */
	async updateWorkflow({
		id,
		name,
		nodes,
		connections,
		versionId,
	}: { id: string } & IDataObject): Promise<{ id: string } & IDataObject> {
		return await this.api('PATCH', `/rest/workflows/${id}`, {
			name,
			nodes,
			connections,
			versionId,
		});
	}

	/** Publishes a saved workflow, and waits until its triggers are there: n8n answers before they are. */
	async publish({ id, versionId }: { id: string } & IDataObject): Promise<void> {
		await this.api('POST', `/rest/workflows/${id}/activate`, { versionId });
		const state = async (): Promise<string> =>
			JSON.stringify(await this.api('GET', `/rest/workflows/${id}/publication-status`));
		while (!(await state()).includes('"published"')) await sleep(100);
	}

	/** The reverse. Its webhooks answer for some 0.2 s more. */
	async unpublish({ id }: { id: string } & IDataObject): Promise<void> {
		await this.api('POST', `/rest/workflows/${id}/deactivate`);
	}

	/** Runs a saved workflow from its manual trigger, as the editor's button does; returns the execution's ID at once. */
	async run(workflow: { id: string } & IDataObject): Promise<string> {
		const trigger = (workflow.nodes as Array<{ name: string; type: string }>).find(({ type }) =>
			type.endsWith('Trigger'),
		);
		const { executionId } = await this.api<{ executionId: string }>(
			'POST',
			`/rest/workflows/${workflow.id}/run`,
			{
				workflowData: workflow,
				triggerToStartFrom: { name: trigger?.name },
			},
		);
		return executionId;
	}

	/** Waits for an execution to finish. */
	async finished(executionId: string): Promise<StoredExecution> {
		for (;;) {
			const execution = await this.api<{ id: string; status: string; data: string }>(
				'GET',
				`/rest/executions/${executionId}`,
			);
			if (!['new', 'running', 'waiting'].includes(execution.status)) {
				const { parse } = createRequire(N8N_MODULES)('flatted') as {
					parse: (text: string) => IRunExecutionData;
				};
				const data = parse(execution.data) as IRunExecutionData | undefined;
				// An older n8n stores the data a moment after the status; one that died may never store any.
				if (data !== undefined || execution.status !== 'success')
					return { ...execution, data: data as IRunExecutionData };
			}
			await sleep(200);
		}
	}

	/** Presses Stop. */
	async cancel(executionId: string): Promise<void> {
		await this.api('POST', `/rest/executions/${executionId}/stop`);
	}

	/** Calls n8n's own REST interface as the owner. */
	async api<T = IDataObject>(
		method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
		path: string,
		body?: unknown,
	): Promise<T> {
		const response = await request(this.url + path, {
			method,
			headers: { 'content-type': 'application/json', cookie: this.cookie, 'browser-id': 'local' },
			body: body === undefined ? undefined : JSON.stringify(body),
			headersTimeout: 120_000,
		});
		const text = await response.body.text();
		if (response.statusCode >= 300)
			throw new Error(
				`n8n answered ${method} ${path} with ${response.statusCode}: ${text.slice(0, 2000)}`,
			);
		return (JSON.parse(text) as { data: T }).data;
	}

	private async signIn(): Promise<void> {
		const send = async (path: string, body: unknown) => {
			const response = await request(this.url + path, {
				method: 'POST',
				headers: { 'content-type': 'application/json', 'browser-id': 'local' },
				body: JSON.stringify(body),
			});
			await response.body.dump();
			const cookies = [response.headers['set-cookie'] ?? []].flat();
			return cookies.map((cookie) => cookie.split(';')[0]).join('; ');
		};
		this.cookie =
			(await send('/rest/owner/setup', OWNER)) ||
			(await send('/rest/login', { emailOrLdapLoginId: OWNER.email, password: OWNER.password }));
		if (this.cookie === '') throw new Error('n8n did not let its owner sign in');
	}

	private async environment(): Promise<Record<string, string>> {
		return {
			N8N_USER_FOLDER: this.userFolder,
			N8N_PORT: String(this.port),
			N8N_HOST: '127.0.0.1',
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
			N8N_SECURE_COOKIE: 'false',
			// It makes no calls of its own to other hosts.
			N8N_DIAGNOSTICS_ENABLED: 'false',
			N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
			N8N_TEMPLATES_ENABLED: 'false',
			N8N_PERSONALIZATION_ENABLED: 'false',
			N8N_HIRING_BANNER_ENABLED: 'false',
			N8N_VERIFIED_PACKAGES_ENABLED: 'false',
			N8N_DISABLED_MODULES: 'mcp-registry',
			N8N_DYNAMIC_BANNERS_ENABLED: 'false',
			EXTERNAL_FRONTEND_HOOKS_URLS: '',
			...this.env,
		};
	}
}

/** The items on each of a node's outputs in its last run. */
export function outputsOf({ data }: StoredExecution, node: string): INodeExecutionData[][] {
	return (data.resultData.runData[node]?.at(-1)?.data?.main ?? []).map((items) => items ?? []);
}

/** A free port of the loopback address. */
export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** The environment without what `npm run` adds: an n8n started by hand has none of it, and n8n's own npm would take it for settings. */
function ownEnvironment(): NodeJS.ProcessEnv {
	return Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith('npm_')),
	);
}
