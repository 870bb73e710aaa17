import { after, before } from 'node:test';

import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/sandbox.mts';
import { openWorkflow } from '../../support/editor/canvas.mts';
import { Workbench } from '../../support/editor/workbench.mts';
import { PAY_NODE } from '../../support/n8n/payingWorkflow.mts';

/** One n8n and one browser for all tests of the editor. */
export const bench = new Workbench('e2e-editor');

before(async () => {
	await bench.open();
	// A common laptop: of three panes, the output gets a third.
	await bench.page.setViewportSize({ width: 1400, height: 900 });
});
after(async () => await bench.close());

/** Saves a workflow whose credential leads to the sandbox. */
export async function save(
	workflow: IDataObject,
	sandbox: Sandbox,
): Promise<{ id: string } & IDataObject> {
	const saved = {
		id: await bench.n8n.createCredential('pandaPonApi', 'Sandbox', sandbox.credential),
		name: 'Sandbox',
	};
	return await bench.n8n.createWorkflow(workflow, saved);
}

/** The same, and opens it in the editor. */
export async function open(workflow: IDataObject, sandbox: Sandbox): Promise<string> {
	const { id } = await save(workflow, sandbox);
	await openWorkflow(bench.page, bench.n8n.url, id, PAY_NODE);
	return id;
}
