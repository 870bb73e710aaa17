/** Time spent waiting for one of n8n's services, in milliseconds. */
export interface Waited {
	calls: number;
	ms: number;
}

/** What `postExecute` sends to the benchmark. */
export interface InsideReport {
	executionId: string;
	status: string;
	error?: string;
	/** First start and last end of each node, in milliseconds since 1970, and how many items it put out on each output. */
	nodes: Record<string, { start: number; end: number; items: number[] }>;
	/** `http` includes `credential`. */
	waited: Record<'http' | 'credential' | 'store', Waited>;
	/** CPU time of n8n's main thread within this node's `execute`, if the workflow's name asks for instant services. */
	ownCpuMs?: number;
	/** CPU or heap profile, if the workflow's name asks for one. */
	profile?: unknown;
}

/** In a workflow's name: replaces the store of submitted orders with one that does nothing. */
export const MEMORY_OFF = '(memory off)';
/** In a workflow's name: replaces n8n's HTTP helper with one that answers at once that all orders are paid. */
export const HTTP_OFF = '(HTTP off)';
/** In a workflow's name: replaces this node with one that only calls n8n's HTTP helper, see `bareNode.mts`. */
export const BARE = '(bare)';
/** In a workflow's name: takes a CPU profile of the execution. */
export const PROFILED = '(profiled)';
/** In a workflow's name: samples what is still in use on the heap when the execution ends. */
export const HELD = '(held)';
/** In a workflow's name: samples everything that is put on the heap, garbage included. */
export const ALLOCATED = '(allocated)';
