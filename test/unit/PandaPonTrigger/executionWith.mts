import type { IExecuteFunctions, WorkflowExecuteMode } from 'n8n-workflow';

/** What an execution can be asked about, besides its memory. */
export interface Execution {
	executionId?: string;
	mode?: WorkflowExecuteMode;
	/** What is under *Options*. */
	options?: Record<string, unknown>;
	/** What n8n's store fails with. */
	failure?: Error;
	/** What it fails with when it is to remove something. */
	failureToRemove?: Error;
	isStopped?: boolean;
}

/** The store of one node, and what executions that share it have logged. */
export class Memory {
	readonly entries: string[] = [];
	readonly log: string[] = [];
	/** How often the store was asked, for the lock or for a message. */
	asked = 0;
	private locked: string[] = [];

	/** An execution as steps of the trigger see it. */
	execution(execution: Execution = {}): IExecuteFunctions {
		const { executionId = '1', mode = 'webhook', options = {}, failure } = execution;
		const { failureToRemove, isStopped = false } = execution;
		const ask = () => {
			this.asked++;
			if (failure !== undefined) throw failure;
		};
		const rowOf = (scope: string) => (scope === 'node' ? this.entries : this.locked);
		const context = {
			getExecutionId: () => executionId,
			getMode: () => mode,
			getNode: () => ({ name: 'PandaPon Trigger' }),
			getNodeParameter: (name: string) => (name === 'options' ? options : undefined),
			getWorkflow: () => ({ id: 'w' }),
			getExecutionCancelSignal: () => (isStopped ? AbortSignal.abort() : undefined),
			logger: { warn: (line: string) => this.log.push(line) },
			helpers: {
				getProcessedDataCount: async (scope: string) => {
					ask();
					return rowOf(scope).length;
				},
				checkProcessedAndRecord: async (
					items: string[],
					scope: string,
					{ maxEntries = Infinity }: { maxEntries?: number },
				) => {
					ask();
					const row = rowOf(scope);
					const added = items.filter((item) => !row.includes(item));
					row.push(...added);
					row.splice(0, row.length - maxEntries);
					return { new: added, processed: items.filter((item) => !added.includes(item)) };
				},
				removeProcessed: async (items: string[], scope: string) => {
					ask();
					if (failureToRemove !== undefined) throw failureToRemove;
					const row = rowOf(scope);
					row.splice(0, Infinity, ...row.filter((item) => !items.includes(item)));
				},
				clearAllProcessedItems: async () => {
					this.locked = [];
				},
			},
		};
		return context as unknown as IExecuteFunctions;
	}
}
