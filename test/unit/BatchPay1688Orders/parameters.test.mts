import { NodeHelpers, type INodeParameters } from 'n8n-workflow';

import { parameters } from '../../../dist/nodes/BatchPay1688Orders/parameters.js';

const defaults = Object.fromEntries(parameters.map(({ name, default: value }) => [name, value]));

/** The notices that stand between these fields, in their places. */
const shown = (fields: INodeParameters) =>
	parameters
		.filter(({ type }) => type === 'notice')
		.filter((notice) =>
			NodeHelpers.displayParameter({ ...defaults, ...fields }, notice, null, null),
		)
		.map(({ name }) => name);

test.each<[string, INodeParameters, string[]]>([
	['a new node', {}, ['modeIsCheck']],
	['IDs are given', { orderIds: '17' }, ['modeIsCheck']],
	['it pays', { mode: 'pay', orderIds: '17' }, ['modeIsPay']],
	['it pays nothing yet', { mode: 'pay' }, ['modeIsPay']],
	['only a run tells whether it pays', { mode: '={{ $json.mode }}' }, ['modeIsExpression']],
	['the option is on', { orderIds: '17', options: { skipSubmitted: true } }, ['modeIsCheck']],
	[
		'the option is off',
		{ mode: 'pay', orderIds: '17', options: { skipSubmitted: false } },
		['modeIsPay', 'skipSubmittedIsOff'],
	],
])('a notice is shown only where it is true: %s', (_name, fields, expected) => {
	expect(shown(fields)).toEqual(expected);
});

test.each([
	['modeIsCheck', /^<b>Check Only<\/b>: nothing will be paid/],
	['modeIsPay', /^<b>Pay<\/b>: every run pays for real/],
	['modeIsExpression', /^<b>Mode<\/b> is an expression: .* pays for real/],
	['skipSubmittedIsOff', /^<b>Skip Orders Already Submitted<\/b> is off: every order .* is sent/],
])('%s says so', (name, words) => {
	expect(parameters.find((field) => field.name === name)?.displayName).toMatch(words);
});

test('a notice stands directly below the field that it is about, or above the options', () => {
	expect(parameters.map(({ name }) => name)).toEqual([
		'mode',
		'modeIsCheck',
		'modeIsPay',
		'modeIsExpression',
		'orderIds',
		'maxAmount',
		'skipSubmittedIsOff',
		'options',
	]);
});
