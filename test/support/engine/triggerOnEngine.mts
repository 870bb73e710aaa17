// PandaPon Trigger on n8n's engine: its webhook() behind a real server, and its execute() in an execution.
import {
	createServer,
	request as openRequest,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { createGunzip, createInflate } from 'node:zlib';

import type {
	IDataObject,
	INode,
	INodeParameters,
	INodeType,
	IWebhookData,
	IWebhookResponseData,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { PandaPonApi, PandaPonTrigger, WebhookContext } from './n8nPackages.mts';
import {
	additionalDataOf,
	nodeOf,
	runOnEngine,
	workflowOf,
	type EngineResult,
	type EngineRun,
} from './runOnEngine.mts';

/** The key pair that messages are signed with. */
export const keys = { accessKey: 'AK-17', accessSecret: 's3cret-4711' };
/** The credential's fields. */
export const credential = {
	...keys,
	userId: '7',
	baseUrl: 'https://api.pandapon.com',
	timestampUnit: 'milliseconds',
};

/** How to run the trigger: as n8n does for a message to the production address, unless `mode` says otherwise. */
export interface TriggerRun {
	/** Runs in place of the built node. */
	nodeType?: INodeType;
	/** Fields of the node, but those under *Options*. */
	parameters?: INodeParameters;
	/** What is under *Options*. */
	options?: IDataObject;
	/** Fields of the credential; `undefined` makes it unreadable. */
	fields?: Record<string, string> | undefined;
	mode?: WorkflowExecuteMode;
	node?: Partial<INode>;
}

function engineRun(run: TriggerRun): EngineRun {
	const { nodeType = new PandaPonTrigger(), parameters, options = {}, mode = 'webhook' } = run;
	return {
		nodeType,
		isTrigger: true,
		mode,
		node: { typeVersion: 2, ...run.node },
		parameters: { ...parameters, options: options as INodeParameters },
		credentials: [
			{ type: new PandaPonApi(), fields: 'fields' in run ? run.fields : { ...credential } },
		],
		items: [],
		workflowId: undefined,
	};
}

/**
 * Carries out an execution that a message has started.
 *
 * @param run The node, and what n8n gave the execution.
 */
export async function executeTrigger({
	workflowId,
	executionId,
	items,
	...run
}: TriggerRun & {
	workflowId: string;
	executionId?: string;
	/** What `webhook()` returned. */
	items: IDataObject[];
}): Promise<EngineResult> {
	// n8n stores them as text first.
	const stored = JSON.parse(JSON.stringify(items)) as IDataObject[];
	return await runOnEngine({ ...engineRun(run), workflowId, executionId, items: stored });
}

/** An address that hands its requests to the trigger's `webhook()`. */
export interface TriggerAddress extends AsyncDisposable {
	/** Sends a request. */
	send: (request: Message) => Promise<Answer>;
}

/** What is sent. */
export interface Message {
	method?: string;
	headers?: Record<string, string>;
	body?: Buffer | string;
}

/** What came back, and what n8n was told. */
export interface Answer {
	status: number;
	text: string;
	contentType: string | undefined;
	/** What `webhook()` returned; `undefined` when it did not run, or threw. */
	returned: IWebhookResponseData | undefined;
	/** What `webhook()` threw. */
	thrown: unknown;
}

let addresses = 0;

/**
 * Opens such an address. It reads, answers and prepares requests as n8n 2.41 does (middlewares/body-parser.js and
 * webhooks/webhook-helpers.js).
 *
 * @param run The node, and in which mode it is called.
 */
export async function openAddress(run: TriggerRun = {}): Promise<TriggerAddress> {
	// The trigger keeps keys for each workflow.
	const workflowId = `address ${++addresses}`;
	const outcomes = new Map<string, Pick<Answer, 'returned' | 'thrown'>>();
	const server = createServer((request, response) => {
		// What was not read, because it could not be unpacked, would block the connection.
		response.on('finish', () => request.unpipe().resume());
		const outcome: Pick<Answer, 'returned' | 'thrown'> = { returned: undefined, thrown: undefined };
		outcomes.set(request.url ?? '', outcome);
		void serve({ ...engineRun(run), workflowId }, request, response).then(
			(returned) => (outcome.returned = returned),
			(thrown: unknown) => {
				outcome.thrown = thrown;
				response.writeHead(500).end();
			},
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	let sent = 0;
	return {
		async send({ method = 'POST', headers = {}, body = '' }) {
			const path = `/${++sent}`;
			const bytes = Buffer.from(body);
			const response = await new Promise<IncomingMessage>((resolve, reject) => {
				const request = openRequest({ port, path, method, headers }, resolve);
				request.on('error', reject);
				request.end(method === 'POST' ? bytes : undefined);
			});
			const answer = await text(response);
			const outcome = outcomes.get(path)!;
			outcomes.delete(path);
			return {
				status: response.statusCode!,
				text: answer,
				contentType: response.headers['content-type'],
				...outcome,
			};
		},
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** Lets the node handle a request, and answers in the node's place where the node leaves that to n8n. */
async function serve(
	engine: EngineRun,
	incoming: IncomingMessage,
	outgoing: ServerResponse,
): Promise<IWebhookResponseData | undefined> {
	const node = nodeOf(engine);
	const webhookDescription = engine.nodeType.description.webhooks?.find(
		({ httpMethod }) => httpMethod === incoming.method,
	);
	if (webhookDescription === undefined) {
		outgoing.writeHead(404).end();
		return undefined;
	}
	const request = prepared(incoming);
	const refusal = await refusalOf(request);
	if (refusal !== undefined) {
		outgoing.writeHead(refusal).end();
		return undefined;
	}
	const workflow = workflowOf(engine, [node], { [node.type]: engine.nodeType }, {});
	const additionalData = {
		...additionalDataOf(engine, [node]),
		executionId: undefined,
		httpRequest: request,
		httpResponse: likeExpress(outgoing),
	} as unknown as IWorkflowExecuteAdditionalData;
	const { mode = 'webhook' } = engine;
	const webhookData = { webhookDescription, isTest: mode === 'manual' } as unknown as IWebhookData;
	const context = new WebhookContext(workflow, node, additionalData, mode, webhookData, [], null);
	const returned = await engine.nodeType.webhook!.call(context);
	if (returned.noWebhookResponse !== true) {
		// n8n has put the execution into its database by now.
		const isStarted = returned.workflowData !== undefined;
		outgoing.writeHead(200).end(isStarted ? '' : '{"message":"Webhook call received"}');
	}
	return returned;
}

type PreparedRequest = IncomingMessage & {
	rawBody?: Buffer;
	readRawBody: () => Promise<void>;
	body?: unknown;
};

function prepared(incoming: IncomingMessage): PreparedRequest {
	const request = incoming as PreparedRequest;
	request.readRawBody = async () => {
		if (request.rawBody) return;
		const packing = request.headers['content-encoding'];
		const unpacker =
			packing === 'gzip' ? createGunzip() : packing === 'deflate' ? createInflate() : undefined;
		request.rawBody = await buffer(unpacker ? request.pipe(unpacker) : request);
	};
	return request;
}

/** n8n reads what says it is JSON, before the node can; this is its answer to what is none. */
async function refusalOf(request: PreparedRequest): Promise<422 | 500 | undefined> {
	if (request.headers['content-type']?.split(';')[0].toLowerCase() !== 'application/json')
		return undefined;
	try {
		await request.readRawBody();
	} catch {
		return 500;
	}
	const json = request.rawBody.toString('utf8').replace(/^\uFEFF/, '');
	if (json === '') return undefined;
	try {
		request.body = JSON.parse(json);
		return undefined;
	} catch {
		return 422;
	}
}

/** The part of Express's response that nodes use. */
function likeExpress(response: ServerResponse) {
	return Object.assign(response, {
		status(code: number) {
			response.statusCode = code;
			return response;
		},
		type(contentType: string) {
			response.setHeader('Content-Type', `${contentType}; charset=utf-8`);
			return response;
		},
		send(content = '') {
			response.end(content);
			return response;
		},
	});
}

/** The items that an answer's message has started an execution with. */
export const itemsOf = ({ returned }: Answer): IDataObject[] =>
	(returned?.workflowData?.[0] ?? []).map(({ json }) => json);
