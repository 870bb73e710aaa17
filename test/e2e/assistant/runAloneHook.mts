// Loaded by n8n itself (EXTERNAL_HOOK_FILES): lets a test call the service with which n8n's Assistant runs a single node, which
// n8n's REST interface does not offer. If n8n has moved any part of it, n8n fails to start.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

import { N8N_MODULES } from '../../support/n8n/install.mts';
import type { SingleNode } from './runAlone.mts';

interface Owner {
	id: string;
}

type Class<T> = new (...parts: never[]) => T;

const ofN8n = createRequire(N8N_MODULES);
const { Container } = ofN8n('@n8n/di') as { Container: { get<T>(of: Class<T>): T } };
const { UserRepository, ProjectRepository } = ofN8n('@n8n/db') as {
	UserRepository: Class<{ find(how: object): Promise<Owner[]> }>;
	ProjectRepository: Class<{
		getPersonalProjectForUserOrFail(userId: string): Promise<{ id: string }>;
	}>;
};

async function runAlone(node: SingleNode): Promise<unknown> {
	const { ExecuteNodeService } = ofN8n('./dist/node-execution/execute-node.service.js') as {
		ExecuteNodeService: Class<{ run(user: Owner, request: object): Promise<unknown> }>;
	};
	const [user] = await Container.get(UserRepository).find({ relations: ['role'] });
	const project = await Container.get(ProjectRepository).getPersonalProjectForUserOrFail(user.id);
	const { type, version, parameters, credentials } = node;
	return await Container.get(ExecuteNodeService).run(user, {
		type,
		version,
		config: { parameters, credentials },
		input: [{ json: {} }],
		projectId: project.id,
	});
}

async function listen(): Promise<void> {
	ofN8n.resolve('./dist/node-execution/execute-node.service.js');
	const server = createServer((request, response) => {
		void (async () => {
			try {
				const chunks: Buffer[] = [];
				for await (const chunk of request) chunks.push(chunk as Buffer);
				response.end(
					JSON.stringify(
						await runAlone(JSON.parse(Buffer.concat(chunks).toString('utf8')) as SingleNode),
					),
				);
			} catch (error) {
				response.writeHead(500).end(String((error as Error).stack));
			}
		})();
	});
	await new Promise<void>((resolve) =>
		server.listen(Number(process.env.RUN_ALONE_PORT), '127.0.0.1', resolve),
	);
}

/** n8n calls this once it is up. */
export const n8n = { ready: [listen] };
