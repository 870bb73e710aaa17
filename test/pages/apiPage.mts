// npm run docs -- api: writes docs/api.md from test/sandbox/apiFacts.mts.
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import {
	ENDPOINTS,
	ENVELOPE_FIELDS,
	EVERY_CALL,
	EVERY_MESSAGE,
	FACTS,
	HEADERS,
	MESSAGE_FIELDS,
	type KnownEndpoint,
	type Fact,
	type Field,
} from '../sandbox/apiFacts.mts';
import { markdownTable } from '../support/markdownTable.mts';
import { ROOT } from '../support/root.mts';
import { labelList } from '../api/labelList.mts';

export const PAGE = join(ROOT, 'docs/api.md');

/** The whole page. */
export function apiPage(): string {
	return `# The PandaPon API, as payment and messages rely on it

What **Batch Pay 1688 Orders**, **PandaPon Trigger** and the credential build on. Every other call of the API is in [endpoints.md](endpoints.md).

This page is written by a program from [test/sandbox/apiFacts.mts](../test/sandbox/apiFacts.mts):

\`\`\`sh
npm run docs -- api
\`\`\`

Nobody who wrote this project could call the real API. So each fact says how it is known:

${labelList()}

Where a wrong guess could cost more than a setting, that stands beside it.

If you have an account, you can answer what can be answered without paying:

\`\`\`sh
npm run check:live
\`\`\`

It asks for the keys, makes about 20 calls that only read, some of them wrong on purpose, and prints what it saw, what was expected,
and what depends on it. It cannot pay: it calls only what the catalog marks "reads". Put the answers into \`apiFacts.mts\`, teach the sandbox
the same, and write this page again. In the tables below, "check:live" marks the facts it looks at. What a message shows is marked with the
field of the PandaPon Trigger that holds it.

## Every call

Headers:

${fields(HEADERS)}

Every answer is wrapped in an envelope:

${fields(ENVELOPE_FIELDS)}

${facts(EVERY_CALL)}
${ENDPOINTS.map(endpoint).join('\n')}
## Messages

\`POST\` to the address that stands in PandaPon's console. The **PandaPon Trigger** receives them. Which kinds there are:
[endpoints.md](endpoints.md#messages).

The body is JSON:

${fields(MESSAGE_FIELDS)}

${facts(EVERY_MESSAGE)}
## Open questions

Unknown, and no call that only reads can tell:

${FACTS.filter(({ label, notByReading }) => label === 'unknown' && notByReading)
	.map(({ text, notByReading }) => `- ${text} *${notByReading}*`)
	.join('\n')}

Unknown, and \`npm run check:live\` can tell:

${FACTS.filter(({ label, notByReading }) => label === 'unknown' && !notByReading)
	.map(({ text }) => `- ${text}`)
	.join('\n')}
`;
}

function endpoint({
	title,
	method,
	path,
	effect,
	text,
	request,
	answer,
	facts: known,
}: KnownEndpoint): string {
	return `## ${title}

\`${method} ${path}\` – **${effect}**

${text}

${request.length > 0 ? `Request:\n\n${fields(request)}` : 'The request has no fields.'}

Answer, in \`data\`:

${fields(answer)}
${known.length > 0 ? `\n${facts(known)}` : ''}`;
}

function fields(rows: Field[]): string {
	return markdownTable(
		['field', 'type', 'known how', ''],
		rows.map(({ name, type, label, note = '' }) => [`\`${name}\``, type, label, note]),
	);
}

function facts(rows: Fact[]): string {
	const links = (files: string[]) =>
		files.map((file) => `[${basename(file)}](../${file})`).join(', ');
	return `${markdownTable(
		['fact', 'known how', 'looked at by', 'built on it'],
		rows.map(({ text, label, ifWrong, usedBy, notByReading, shownBy = '–' }) => [
			ifWrong ? `${text} **If wrong:** ${ifWrong}` : text,
			label,
			notByReading ? shownBy : 'check:live',
			links(usedBy),
		]),
	)}\n`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(PAGE, apiPage());
