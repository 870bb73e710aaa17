import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { outputsOf, type StoredExecution } from '../../support/n8n/localN8n.mts';

/** What a run says about the orders, by ID. */
export interface Report {
	paid: Set<string>;
	/** Shown as not paid, with no warning against running them again. */
	repeatable: Set<string>;
	/** Every order that an output item names. */
	named: Set<string>;
}

/** A way to pay orders in n8n: a workflow, and how to read what it puts out. */
export interface Way {
	title: string;
	workflow: IDataObject;
	read: (execution: StoredExecution) => Report;
}

const OWN_NODE = 'Batch Pay 1688 Orders';

/** Success is paid; on Failure the field `retrySafe` tells what may be run again. */
function readOwnNode(execution: StoredExecution): Report {
	const [success = [], failure = []] = outputsOf(execution, OWN_NODE).map((items) =>
		items.map(({ json }) => json),
	);
	return report(
		success,
		failure.filter(({ retrySafe }) => retrySafe),
		[...success, ...failure],
	);
}

/** Knows only success and failed. A run that stops with an error puts out nothing. */
function readRecipe(execution: StoredExecution): Report {
	const [orders = []] = outputsOf(execution, 'Split Success and Failed').map((items) =>
		items.map(({ json }) => json),
	);
	return report(
		orders.filter(({ status }) => status === 'success'),
		orders.filter(({ status }) => status === 'failed'),
		orders,
	);
}

function report(
	...lists: [paid: IDataObject[], repeatable: IDataObject[], named: IDataObject[]]
): Report {
	const [paid, repeatable, named] = lists.map(
		(items) => new Set(items.map(({ orderId }) => String(orderId))),
	);
	return { paid, repeatable, named };
}

/** A workflow of this folder, with settings of n8n's *Settings* tab on one of its nodes. */
function workflow(file: string, node: string, settings: IDataObject): IDataObject {
	const read = JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as {
		nodes: IDataObject[];
	};
	return {
		...read,
		nodes: read.nodes.map((each) => (each.name === node ? { ...each, ...settings } : each)),
	};
}

const own = (title: string, settings: IDataObject): Way => ({
	title,
	workflow: workflow('this-node.json', OWN_NODE, settings),
	read: readOwnNode,
});
const recipe = (title: string, settings: IDataObject, file = 'usual-recipe.json'): Way => ({
	title,
	workflow: workflow(file, 'Pay a Batch', settings),
	read: readRecipe,
});

export const WAYS: Way[] = [
	own('this node', {}),
	own('this node, Retry On Fail', { retryOnFail: true }),
	recipe('recipe', {}),
	recipe('recipe, Retry On Fail', { retryOnFail: true }),
	recipe('recipe, Continue', { onError: 'continueRegularOutput' }),
	recipe(
		'recipe in a loop, Retry On Fail, Continue',
		{ retryOnFail: true, onError: 'continueRegularOutput' },
		'usual-recipe-looped.json',
	),
];

/** Whether a way is held to this package's promises. */
export const isOwn = ({ read }: Way): boolean => read === readOwnNode;
