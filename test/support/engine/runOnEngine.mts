import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	ICredentialType,
	IConnections,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IRun,
	IRunExecutionData,
	ITaskData,
	IWorkflowExecuteAdditionalData,
	Workflow as N8nWorkflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import './deduplicator.mts';
import {
	createRunExecutionData,
	Credentials,
	ExecutionLifecycleHooks,
	NodeConnectionTypes,
	Workflow,
	WorkflowExecute,
} from './n8nPackages.mts';

/** A credential the node can use. */
export interface EngineCredential {
	type: ICredentialType;
	/** `undefined` makes it unreadable. */
	fields: Record<string, string> | undefined;
	/** Asked each time the credential is read; true makes it unreadable. */
	isGone?: () => boolean;
}

/** How to run a node on n8n's own engine. */
export interface EngineRun {
	nodeType: INodeType;
	parameters?: INodeParameters;
	/** The node's name, ID and settings: `onError`, `retryOnFail`, `alwaysOutputData` … */
	node?: Partial<INode>;
	credentials?: EngineCredential[];
	/** `json` of the input items. */
	items: IDataObject[];
	/** n8n's memory belongs to workflow and node, so give each test its own. `undefined`: never saved. */
	workflowId: string | undefined;
	workflowName?: string;
	/** Whether the node is alone in its workflow; `items` then never reach it. */
	alone?: boolean;
	/** Whether the node starts its workflow; `items` are then what its `webhook()` returned. */
	isTrigger?: boolean;
	/** What started the execution; `trigger` if left out. */
	mode?: WorkflowExecuteMode;
	executionId?: string;
	/** How often the items pass through the node in this one execution, as in a loop. */
	passes?: number;
	/** Called once the execution runs, with the means to cancel it. */
	whileRunning?: (cancel: () => void) => void;
}

/** How the run ended. */
export interface EngineResult {
	/** The items of each output in the last pass; the output of "Continue (using error output)" comes after the node's own. */
	outputs: INodeExecutionData[][];
	/** Every pass through the node. */
	passes: ITaskData[];
	/** Banners of the last pass. */
	hints: string[];
	status: string;
	/** What made the execution fail. */
	message: string | undefined;
	run: IRun;
}

const SOURCE = 'Source';
const SOURCE_TYPE = 'test.source';

/**
 * Runs a source of items and the node behind it on n8n's engine, as a production execution unless `mode` says otherwise.
 *
 * @param run The node, what it is given, and how it is run.
 */
export async function runOnEngine(run: EngineRun): Promise<EngineResult> {
	const { nodeType, items, passes = 1, isTrigger = false, mode = 'trigger' } = run;
	const alone = run.alone ?? isTrigger;
	const node = nodeOf(run);
	const types: Record<string, INodeType> = {
		[SOURCE_TYPE]: source(items, passes),
		[node.type]: nodeType,
	};
	const nodes: INode[] = alone
		? [node]
		: [
				{
					id: 'source',
					name: SOURCE,
					type: SOURCE_TYPE,
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
				},
				node,
			];
	const to = (target: string) => [{ node: target, type: NodeConnectionTypes.Main, index: 0 }];
	const connections: IConnections = alone
		? {}
		: {
				[SOURCE]: { main: [to(node.name)] },
				...(passes > 1 && {
					[node.name]: { main: outputsOf(nodeType).map(() => to(SOURCE)) },
				}),
			};
	const workflow = workflowOf(run, nodes, types, connections);
	const additionalData = additionalDataOf(run, nodes);

	const execution = isTrigger
		? new WorkflowExecute(additionalData, mode, startedBy(node, items)).processRunExecutionData(
				workflow,
			)
		: new WorkflowExecute(additionalData, mode, createRunExecutionData()).run({
				workflow,
				startNode: nodes[0],
			});
	run.whileRunning?.(() => execution.cancel());
	const finished = await execution;
	const { runData, error } = finished.data.resultData;
	const passed = runData[node.name] ?? [];
	const last = passed.at(-1);
	return {
		outputs: (last?.data?.main ?? []).map((output) => output ?? []),
		passes: passed,
		hints: (last?.hints ?? []).map(({ message }) => message),
		status: finished.status,
		message: error?.message ?? last?.error?.message,
		run: finished,
	};
}

/** An execution as n8n begins it with what a `webhook()` returned. */
function startedBy(node: INode, items: IDataObject[]): IRunExecutionData {
	const main = [items.map((json) => ({ json }))];
	return createRunExecutionData({
		executionData: { nodeExecutionStack: [{ node, data: { main }, source: null }] },
	});
}

/** The workflow of a run. */
export function workflowOf(
	{ workflowId, workflowName = 'Test' }: EngineRun,
	nodes: INode[],
	types: Record<string, INodeType>,
	connections: IConnections,
): N8nWorkflow {
	return new Workflow({
		id: workflowId,
		name: workflowName,
		nodes,
		active: false,
		settings: { executionOrder: 'v1' },
		connections,
		nodeTypes: {
			getByName: (type: string) => types[type],
			getByNameAndVersion: (type: string) => types[type],
			getKnownTypes: () => ({}),
		},
	});
}

/** What n8n gives an execution of a run besides its workflow. */
export function additionalDataOf(run: EngineRun, nodes: INode[]): IWorkflowExecuteAdditionalData {
	const { credentials = [], executionId = '1', mode = 'trigger', workflowId = '' } = run;
	return {
		credentialsHelper: new TestCredentialsHelper(credentials) as unknown as ICredentialsHelper,
		hooks: new ExecutionLifecycleHooks(mode, executionId, {
			id: workflowId,
			name: run.workflowName ?? 'Test',
			nodes,
			connections: {},
			active: false,
			activeVersionId: null,
			isArchived: false,
			createdAt: new Date(),
			updatedAt: new Date(),
		}),
		executionId,
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: 'http://127.0.0.1/',
		instanceBaseUrl: 'http://127.0.0.1/',
		webhookWaitingBaseUrl: 'http://127.0.0.1/waiting',
		formWaitingBaseUrl: 'http://127.0.0.1/form',
	} as unknown as IWorkflowExecuteAdditionalData;
}

/** The node of a run. */
export function nodeOf({ nodeType, parameters = {}, credentials = [], node }: EngineRun): INode {
	const { name, displayName } = nodeType.description;
	return {
		id: name,
		name: displayName,
		type: `test.${name}`,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: Object.fromEntries(
			credentials.map(({ type }) => [type.name, { id: type.name, name: type.displayName }]),
		),
		...node,
	};
}

function outputsOf({ description: { name, outputs } }: INodeType): unknown[] {
	if (typeof outputs === 'string') throw new Error(`${name} computes its outputs`);
	return outputs;
}

/** Hands items on, once for each pass. */
function source(items: IDataObject[], passes: number): INodeType {
	let pass = 0;
	return {
		description: {
			displayName: SOURCE,
			name: 'source',
			group: ['input'],
			version: 1,
			description: '',
			defaults: {},
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			pass++;
			return [pass <= passes ? items.map((json, item) => ({ json, pairedItem: { item } })) : []];
		},
	};
}

class TestCredentialsHelper {
	private readonly credentials: EngineCredential[];

	constructor(credentials: EngineCredential[]) {
		this.credentials = credentials;
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async preAuthentication(): Promise<undefined> {}

	/** Encrypts and decrypts with n8n's own cipher, as a stored credential would be. */
	async getDecrypted(
		_additionalData: unknown,
		_credential: unknown,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject> {
		const { type, fields, isGone } = this.find(typeName);
		if (fields === undefined || isGone?.()) throw new Error('Credentials could not be decrypted');
		const stored = new Credentials<Record<string, string>>(
			{ id: type.name, name: type.displayName },
			type.name,
		);
		await stored.setData(fields);
		return await stored.getData();
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.find(typeName).type;
		if (typeof authenticate !== 'function')
			throw new Error(`${typeName} does not authenticate with a function`);
		return await authenticate(credentials, options);
	}

	private find(typeName: string): EngineCredential {
		const found = this.credentials.find(({ type }) => type.name === typeName);
		if (found === undefined) throw new Error(`The test gave no credential ${typeName}`);
		return found;
	}
}
