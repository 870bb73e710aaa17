import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	ICredentialType,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeType,
	IRun,
	ITaskData,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import './deduplicator.mts';
import {
	BatchPay1688Orders,
	createRunExecutionData,
	Credentials,
	ExecutionLifecycleHooks,
	NodeConnectionTypes,
	PandaPonApi,
	Workflow,
	WorkflowExecute,
} from './n8nPackages.mts';

/** How to run the built node on n8n's own engine. */
export interface EngineRun {
	/** `json` of the input items. */
	items: IDataObject[];
	/** Fields of the credential; `undefined` makes it unreadable. */
	credential: Record<string, string> | undefined;
	/** Asked at each read of the credential: true makes it unreadable from then on. */
	credentialGone?: () => boolean;
	options?: IDataObject;
	parameters?: IDataObject;
	/** Settings of the node: `onError`, `retryOnFail`, `alwaysOutputData` … */
	node?: Partial<INode>;
	/** The memory belongs to workflow and node; give each test its own. `undefined`: never saved. */
	workflowId: string | undefined;
	/** Stands in for the node, e.g. to fail after it has paid. */
	nodeType?: INodeType;
	/** Signs the requests, in place of the built credential. */
	credentialType?: ICredentialType;
	workflowName?: string;
	/** The node stands alone in its workflow, and nothing leads to it; `items` never reach it. */
	alone?: boolean;
	/** Called with the means to cancel the execution once it runs. */
	whileRunning?: (cancel: () => void) => void;
	/** How often the items come by in this one execution, as in a loop. */
	passes?: number;
}

/** What came of it. */
export interface EngineResult {
	/** Items of Success and Failure, of the last pass. */
	success: INodeExecutionData[];
	failure: INodeExecutionData[];
	/** Items n8n put on the extra output of "Continue (using error output)". */
	error: INodeExecutionData[];
	/** Every pass through the node. */
	passes: ITaskData[];
	hints: string[];
	status: string;
	/** What made the execution fail. */
	message: string | undefined;
	run: IRun;
}

const PAY = 'Pay';

class TestCredentialsHelper {
	private readonly type: ICredentialType;
	private readonly run: EngineRun;

	constructor(run: EngineRun) {
		this.type = run.credentialType ?? new PandaPonApi();
		this.run = run;
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async preAuthentication(): Promise<undefined> {}

	/** Encrypts and decrypts with n8n's own cipher, as a stored credential would be. */
	async getDecrypted(): Promise<ICredentialDataDecryptedObject> {
		if (this.run.credential === undefined || this.run.credentialGone?.())
			throw new Error('Credentials could not be decrypted');
		const stored = new Credentials<Record<string, string>>(
			{ id: '1', name: 'PandaPon' },
			this.type.name,
		);
		await stored.setData(this.run.credential);
		return await stored.getData();
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_type: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return await (
			this.type.authenticate as (
				c: ICredentialDataDecryptedObject,
				o: IHttpRequestOptions,
			) => Promise<IHttpRequestOptions>
		)(credentials, options);
	}
}

/** Hands items on; in a loop it sends them round until they have come by often enough. */
function source(items: IDataObject[], passes: number): INodeType {
	let pass = 0;
	return {
		description: {
			displayName: 'Orders',
			name: 'orders',
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

/** Runs a source of items and the built node behind it on n8n's engine, as a production execution. */
export async function runOnEngine(run: EngineRun): Promise<EngineResult> {
	const { items, passes = 1, workflowId, workflowName: name = 'Test', alone = false } = run;
	const types: Record<string, INodeType> = {
		'test.orders': source(items, passes),
		'test.pay': run.nodeType ?? new BatchPay1688Orders(),
	};
	const common = { typeVersion: 1, position: [0, 0] as [number, number] };
	const nodes: INode[] = [
		...(alone
			? []
			: [{ id: 'source', name: 'Orders', type: 'test.orders', parameters: {}, ...common }]),
		{
			id: 'pay',
			name: PAY,
			type: 'test.pay',
			parameters: {
				orderIds: '={{ $json.orderId }}',
				dryRun: false,
				options: run.options ?? {},
				...run.parameters,
			} as INode['parameters'],
			credentials: { pandaPonApi: { id: '1', name: 'PandaPon' } },
			...common,
			...run.node,
		},
	];
	const toPay = [{ node: PAY, type: NodeConnectionTypes.Main, index: 0 }];
	const again = [{ node: 'Orders', type: NodeConnectionTypes.Main, index: 0 }];
	const workflow = new Workflow({
		id: workflowId,
		name,
		nodes,
		active: false,
		settings: { executionOrder: 'v1' },
		connections: alone
			? {}
			: { Orders: { main: [toPay] }, ...(passes > 1 && { [PAY]: { main: [again, again] } }) },
		nodeTypes: {
			getByName: (type: string) => types[type],
			getByNameAndVersion: (type: string) => types[type],
			getKnownTypes: () => ({}),
		},
	});
	const additionalData = {
		credentialsHelper: new TestCredentialsHelper(run) as unknown as ICredentialsHelper,
		hooks: new ExecutionLifecycleHooks('trigger', '1', {
			id: workflowId ?? '',
			name,
			nodes,
			connections: {},
			active: false,
			activeVersionId: null,
			isArchived: false,
			createdAt: new Date(),
			updatedAt: new Date(),
		}),
		executionId: '1',
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: 'http://127.0.0.1/',
		instanceBaseUrl: 'http://127.0.0.1/',
		webhookWaitingBaseUrl: 'http://127.0.0.1/waiting',
		formWaitingBaseUrl: 'http://127.0.0.1/form',
	} as unknown as IWorkflowExecuteAdditionalData;

	const execution = new WorkflowExecute(additionalData, 'trigger', createRunExecutionData()).run({
		workflow,
		startNode: nodes[0],
	});
	run.whileRunning?.(() => execution.cancel());
	const finished = await execution;
	const { runData, error } = finished.data.resultData;
	const passed = runData[PAY] ?? [];
	const last = passed.at(-1);
	const outputs = last?.data?.main ?? [];
	return {
		success: outputs[0] ?? [],
		failure: outputs[1] ?? [],
		error: outputs[2] ?? [],
		passes: passed,
		hints: (last?.hints ?? []).map(({ message }) => message),
		status: finished.status,
		message: error?.message ?? last?.error?.message,
		run: finished,
	};
}
