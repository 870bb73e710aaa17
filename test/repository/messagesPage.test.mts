// The tables of docs/messages.md agree with the code.
import type { INodePropertyOptions } from 'n8n-workflow';

import { describeMessage } from '../../dist/nodes/PandaPonTrigger/describeMessage.js';
import { readMessage } from '../../dist/nodes/PandaPonTrigger/readMessage.js';
import { PandaPonTrigger } from '../support/engine/n8nPackages.mts';
import { readMarkdownTable } from '../support/markdownTable.mts';
import { defaultShown, fieldsOf, plainCell } from './fieldTables.mts';
import { page, section } from './markdownPages.mts';

const messages = page('docs/messages.md');
const fieldTable = readMarkdownTable(section(messages, 'The item'));
const { properties } = new PandaPonTrigger().description;

test('every field of an item, in its order', () => {
	const item = describeMessage(readMessage(Buffer.from('{}')), null, new Date());
	expect(fieldTable.flatMap(([names]) => plainCell(names).split(', '))).toEqual(Object.keys(item));
});

test('every event', () => {
	const { options } = properties.find(({ name }) => name === 'events')!;
	const [, about] = fieldTable.find(([field]) => plainCell(field) === 'event')!;
	const events = (options as INodePropertyOptions[]).map(({ value }) => value);
	expect(about.match(/\w+(?=`)/g)!.sort()).toEqual(events.sort());
});

test('every option with its default, in the order of the editor', () => {
	const optionTable = readMarkdownTable(section(messages, 'Options'));
	expect(optionTable.map(([option, byDefault]) => [plainCell(option), byDefault])).toEqual(
		fieldsOf(properties).map((field) => [field.displayName, defaultShown(field)]),
	);
});
