import type { IExecuteFunctions } from 'n8n-workflow';

import { isTool, whyUnattended } from '../../../dist/nodes/PandaPon/whyUnattended.js';

const TYPE = 'n8n-nodes-pandapon.pandaPon';

/** @param node What is special about the node and its workflow. */
const contextOf = ({
	type = TYPE,
	workflow = 'Orders',
	parents = [] as unknown[],
	isToolExecution = undefined as (() => boolean) | undefined,
} = {}) =>
	({
		getNode: () => ({ name: 'PandaPon', type }),
		getWorkflow: () => ({ name: workflow }),
		getParentNodes: () => parents,
		isToolExecution,
	}) as unknown as IExecuteFunctions;

const AS_TOOL = /^Nothing was sent\. As a tool, this node only reads/;
const ALONE = /^Nothing was sent\. n8n's Assistant/;

test('in a workflow, nothing speaks against it', () => {
	expect(whyUnattended(contextOf())).toBeUndefined();
	expect(whyUnattended(contextOf({ isToolExecution: () => false }))).toBeUndefined();
});

test.each([`${TYPE}Tool`, `${TYPE}tool`])('as a tool, made by n8n as %s, it only reads', (type) => {
	expect(isTool(contextOf({ type }))).toBe(true);
	expect(whyUnattended(contextOf({ type }))).toMatch(AS_TOOL);
});

test('as a tool, by what n8n says of the execution', () => {
	const context = contextOf({ isToolExecution: () => true });
	expect(isTool(context)).toBe(true);
	expect(whyUnattended(context)).toMatch(AS_TOOL);
});

test('an agent is told not to try again, and to ask a person', () => {
	const why = whyUnattended(contextOf({ type: `${TYPE}Tool` }));
	expect(why).toContain('Do not try again; ask a person');
});

test("alone in a workflow of n8n's Assistant, it is refused", () => {
	const workflow = `Execute node ${TYPE}`;
	expect(isTool(contextOf({ workflow }))).toBe(false);
	expect(whyUnattended(contextOf({ workflow }))).toMatch(ALONE);
	// A person may give a workflow this name.
	expect(whyUnattended(contextOf({ workflow, parents: [{}] }))).toBeUndefined();
});
