import type { IWebhookFunctions } from 'n8n-workflow';

import { readSettings } from '../../../dist/nodes/PandaPonTrigger/readSettings.js';

/** A node with these parameters; like n8n, it hands out the fallback for what is not there. */
const read = (parameters: Record<string, unknown>) =>
	readSettings({
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
	} as unknown as IWebhookFunctions);

test('a new node takes in every message that is signed', () => {
	expect(read({})).toStrictEqual({ platforms: [], events: [], acceptUnsigned: false });
});

test('what a person has chosen', () => {
	expect(
		read({
			platforms: ['1688'],
			events: ['refund', 'other'],
			'options.acceptUnsigned': true,
		}),
	).toStrictEqual({ platforms: ['1688'], events: ['refund', 'other'], acceptUnsigned: true });
});

test.each(['1688', 7, true, {}, null])('no list lets everything in: %j', (value) => {
	expect(read({ platforms: value, events: value })).toMatchObject({ platforms: [], events: [] });
});

test.each(['true', 'false', 1, 'yes', {}, []])(
	'only a plain true accepts what is not signed: %j',
	(value) => {
		expect(read({ 'options.acceptUnsigned': value }).acceptUnsigned).toBe(false);
	},
);
