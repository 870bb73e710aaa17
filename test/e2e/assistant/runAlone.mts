import { join } from 'node:path';

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { request } from 'undici';

/** A node to be run without a workflow, as n8n's Assistant does it. */
export interface SingleNode {
	type: string;
	version: number;
	parameters: IDataObject;
	credentials: IDataObject;
}

/** Settings with which n8n loads the hook, and lets it listen at this port. */
export function hookEnvironment(port: number): Record<string, string> {
	return {
		EXTERNAL_HOOK_FILES: join(import.meta.dirname, 'hook.mts'),
		RUN_ALONE_PORT: String(port),
	};
}

/** Runs a node alone and returns what it put out, all outputs together. */
export async function runAlone(port: number, node: SingleNode): Promise<IDataObject[]> {
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
	return answer.output.flat().map(({ json }) => json);
}
