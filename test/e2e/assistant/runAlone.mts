import { join } from 'node:path';

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { request } from 'undici';

/** A node to run without a workflow, as n8n's Assistant does. */
export interface SingleNode {
	type: string;
	version: number;
	parameters: IDataObject;
	credentials: IDataObject;
}

/** The environment in which n8n loads the hook, and the hook listens on this port. */
export function hookEnvironment(port: number): Record<string, string> {
	return {
		EXTERNAL_HOOK_FILES: join(import.meta.dirname, 'runAloneHook.mts'),
		RUN_ALONE_PORT: String(port),
	};
}

/** Runs a node alone, and returns the items of each of its outputs. */
export async function runAlone(port: number, node: SingleNode): Promise<IDataObject[][]> {
	const { statusCode, body } = await request(`http://127.0.0.1:${port}`, {
		method: 'POST',
		body: JSON.stringify(node),
	});
	const text = await body.text();
	const answer =
		statusCode === 200
			? (JSON.parse(text) as { status: string; output: INodeExecutionData[][] })
			: undefined;
	if (answer?.status !== 'success') throw new Error(`n8n did not run the node alone: ${text}`);
	return answer.output.map((items) => items.map(({ json }) => json));
}
