import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { PandaPonTrigger } from '../../../dist/nodes/PandaPonTrigger/PandaPonTrigger.node.js';
import { properties, triggerPanel } from '../../../dist/nodes/PandaPonTrigger/properties.js';

const options = (properties.find(({ name }) => name === 'options')?.options ??
	[]) as INodeProperties[];
const fields = [...properties, ...options].filter(({ type }) => type !== 'notice');
const menus = fields.filter(({ type }) => type === 'multiOptions');
const choicesOf = (menu: INodeProperties) => menu.options as INodePropertyOptions[];

/** Titles that the linter of n8n would write in the same way. */
const TITLE = /^([A-Z][a-z]+|1688|\([A-Z][a-z]+\))( ([A-Z][a-z]+|\([A-Z][a-z]+\)))*$/;

test('the fields, and what they are set to in a new node', () => {
	expect(Object.fromEntries(fields.map((field) => [field.name, field.default]))).toStrictEqual({
		platforms: [],
		events: [],
		options: {},
		acceptUnsigned: false,
		dropRepeated: true,
		maxAgeHours: 24,
	});
});

test('the choices', () => {
	expect(menus.map((menu) => [menu.name, choicesOf(menu).map(({ value }) => value)])).toStrictEqual(
		[
			['platforms', ['1688', 'taobao']],
			['events', ['other', 'priceChanged', 'refund', 'statusChanged']],
		],
	);
});

test('names are in Title Case, and in the order of the alphabet', () => {
	const titles = fields.map(({ displayName }) => displayName);
	for (const title of [...titles, ...menus.flatMap(choicesOf).map(({ name }) => name)])
		expect(title).toMatch(TITLE);
	for (const names of [
		options.map(({ displayName }) => displayName),
		...menus.map((menu) => choicesOf(menu).map(({ name }) => name)),
	])
		expect(names).toEqual([...names].sort());
});

test('descriptions are sentences; of a boolean, they begin with "Whether"', () => {
	for (const { name, type, description = '' } of fields) {
		if (name === 'options') continue;
		expect(description).toMatch(/^[A-Z]\S*( \S+)*\.$/);
		expect(description.startsWith('Whether ')).toBe(type === 'boolean');
	}
});

test('an option says what it is set to if it is not there', () => {
	for (const { name, type, default: value, description = '' } of options) {
		const setTo = type === 'boolean' ? (value === true ? 'On' : 'Off') : String(value);
		expect([name, description.endsWith(`${setTo} by default.`)]).toEqual([name, true]);
	}
});

test('no field takes an expression: n8n would evaluate it before it answers', () => {
	for (const { name, noDataExpression } of fields)
		if (name !== 'options') expect([name, noDataExpression]).toEqual([name, true]);
});

test('an age is never negative', () => {
	expect(options.find(({ name }) => name === 'maxAgeHours')?.typeOptions?.minValue).toBe(0);
});

test('a notice says where the address goes, what it needs, and when Verify works', () => {
	const [notice] = properties;
	expect(notice.type).toBe('notice');
	for (const part of [
		'PandaPon console',
		'message service',
		'callback address',
		'Verify',
		'https://',
	])
		expect(notice.displayName).toContain(part);
	expect(notice.displayName).toContain('only while the workflow is published');
	expect(notice.displayName).toContain('starts it like any other');
	expect(notice.displayName).toContain('look the order up before you act');
});

test('who accepts unsigned messages is warned', () => {
	const { description } = options.find(({ name }) => name === 'acceptUnsigned')!;
	expect(description).toContain('anybody who knows the URL');
	expect(description).toContain('never pay');
});

describe('the node', () => {
	const { description, webhookMethods, methods } = new PandaPonTrigger();

	test('is a trigger that n8n answers for once the execution is stored', () => {
		expect(description).toMatchObject({
			displayName: 'PandaPon Trigger',
			name: 'pandaPonTrigger',
			group: ['trigger'],
			version: 2,
			inputs: [],
			outputs: ['main'],
			credentials: [{ name: 'pandaPonApi', required: true, testedBy: 'pandaPonApiTest' }],
			triggerPanel,
			properties,
		});
		expect(description.usableAsTool).toBeUndefined();
		expect(methods.credentialTest.pandaPonApiTest).toEqual(expect.any(Function));
	});

	test('answers POST, GET and HEAD at one address', () => {
		expect(
			description.webhooks?.map(({ name, httpMethod, path, responseMode, responseData }) => [
				...[name, httpMethod, path, responseMode, responseData],
			]),
		).toStrictEqual([
			['default', 'POST', 'webhook', 'onReceived', 'noData'],
			['setup', 'GET', 'webhook', undefined, undefined],
			['setup', 'HEAD', 'webhook', undefined, undefined],
		]);
	});

	test('has nothing to register at PandaPon', async () => {
		for (const method of ['checkExists', 'create', 'delete'] as const)
			expect(await webhookMethods.default[method]()).toBe(true);
	});
});
