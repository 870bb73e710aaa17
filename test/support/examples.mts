import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { ROOT } from './root.mts';

const FOLDER = join(ROOT, 'examples');

export interface ExampleNode {
	name: string;
	type: string;
	position: [x: number, y: number];
	parameters: IDataObject;
	credentials?: IDataObject;
	disabled?: boolean;
	webhookId?: string;
}

/** A workflow of `examples/`, as shipped. */
export interface Example extends IDataObject {
	name: string;
	nodes: ExampleNode[] & IDataObject[];
	connections: Record<string, { main: Array<Array<{ node: string }>> }> & IDataObject;
}

export const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

export const pathOf = (file: string): string => join(FOLDER, file);

export const readExample = (file: string): Example =>
	JSON.parse(readFileSync(pathOf(file), 'utf8')) as Example;

/** What a person changes after the import: parameters (or other settings) of nodes, by node name. */
export function change(example: Example, changes: Record<string, Partial<ExampleNode>>): Example {
	for (const name of Object.keys(changes))
		if (!example.nodes.some((node) => node.name === name))
			throw new Error(`"${example.name}" has no node "${name}"`);
	const nodes = example.nodes.map((node) => ({
		...node,
		...changes[node.name],
		parameters: { ...node.parameters, ...changes[node.name]?.parameters },
	}));
	return { ...example, nodes };
}

/** Sets Mode to Pay. */
export const forReal = (example: Example): Example =>
	change(example, { 'Batch Pay 1688 Orders': { parameters: { mode: 'pay' } } });

/** Activates the nodes that come deactivated: mails, and calls that change something. */
export const activated = (example: Example): Example => ({
	...example,
	nodes: example.nodes.map((node) => ({ ...node, disabled: false })),
});

/** Sets fields of an Edit Fields node. */
export function assign(example: Example, name: string, values: IDataObject): Example {
	const { assignments } = example.nodes.find((node) => node.name === name)!.parameters as {
		assignments: { assignments: Array<{ name: string }> };
	};
	const changed = assignments.assignments.map((field) => ({
		...field,
		...(field.name in values && { value: values[field.name] }),
	}));
	return change(example, { [name]: { parameters: { assignments: { assignments: changed } } } });
}
