// npm run docs -- endpoints: writes docs/endpoints.md from the catalog and from test/api.
import { join } from 'node:path';

import type { MessageEvent } from '../../dist/nodes/PandaPonTrigger/eventOf.js';
import { catalog } from '../../dist/nodes/shared/catalog/catalog.js';
import type { AnswerShape, Field, Operation } from '../../dist/nodes/shared/catalog/endpoint.js';
import { batchPayment } from '../../dist/nodes/shared/catalog/order1688.js';
import { FIELD_NOTES } from '../api/fieldNotes.mts';
import type { Known } from '../api/knowledge.mts';
import { pathIn, type KnownCall } from '../api/knownCall.mts';
import { BESIDE_SIDEBAR, KNOWN_CALLS, MESSAGES, SIDEBAR } from '../api/knownCalls.mts';
import { markdownTable } from '../support/markdownTable.mts';
import { ROOT } from '../support/root.mts';
import { labelList } from '../api/labelList.mts';

export const ENDPOINTS_PAGE = join(ROOT, 'docs/endpoints.md');

/** An operation of the PandaPon node. */
export interface ListedOperation {
	/** `resource.operation`, as their parameters have it. */
	id: string;
	/** As the editor shows them. */
	title: string;
	record: Operation;
}

/** Every operation of the catalog, in its order. */
export const OPERATIONS: ListedOperation[] = Object.entries(catalog).flatMap(
	([resource, { name, operations }]) =>
		Object.entries(operations).map(([operation, record]) => ({
			id: `${resource}.${operation}`,
			title: `${name}: ${record.name}`,
			record,
		})),
);

/** The fields of an operation with those inside groups and lists, each with the path that names it. */
export function fieldsWithPaths(
	fields: readonly Field[],
	before = '',
): Array<{ path: string; field: Field }> {
	return fields.flatMap((field) => {
		const path = before + field.name;
		const inner =
			field.kind === 'group'
				? fieldsWithPaths(field.fields, `${path}.`)
				: field.kind === 'lines'
					? fieldsWithPaths(field.fields, `${path}[].`)
					: [];
		return [{ path, field }, ...inner];
	});
}

/** The whole page. */
export function endpointsPage(): string {
	const calls = SIDEBAR.reduce((sum, group) => sum + group.calls.length, 0);
	const operations = KNOWN_CALLS.filter(({ reach }) => reach.by === 'operation').length;
	return `# Every call of the PandaPon API

PandaPon's sidebar lists ${calls} calls. This page says of each how you reach it with this package, and what is known of it. The node
**PandaPon** has ${operations} operations: every call of the sidebar whose request is documented in full, except the IM link and the
warehouse calls, and two calls beside the sidebar.

A program writes this page, from the catalog that the node itself works with ([nodes/shared/catalog](../nodes/shared/catalog)) and from
what is known of each call ([test/api](../test/api)):

\`\`\`sh
npm run docs -- endpoints
\`\`\`

Signing, the envelope around every answer, the calls that payment rests on, and what holds for every message are in [api.md](api.md).

## How it is known

Nobody who wrote this project could call the real API. So each fact carries a label:

${labelList()}

"1688 has" and "Taobao's own platform for distributors has" mean: PandaPon most likely passes the call on to a call there, and that
one's documentation names these fields. PandaPon may use other names.

## What is guessed

- **Page sizes.** The Taobao search allows 40 products a page, and 1688 allows 10 related products: documented. For the other lists
  the node asks for 20 at a time. It reads on until the answer says that the last page is reached; where it says nothing,
  until a page is empty or comes again.
- **The other version of a path.** Each operation uses a path that a page of PandaPon shows, some of them of the second version.
  Where only one version is shown, the other one follows from a rule: \`/v2\` in front, and \`/v2/taobao\` in the place of \`/open\`.
- **Success.** Where the answer to a change is not documented, code 200 counts as done, unless anything in the
  answer speaks of a failure: then the outcome is \`unclear\`.
- **What was created.** How an answer names a new order is not documented. The node looks for the names that 1688 and Taobao use:
  \`orderId\`, \`idOfStr\`, \`purchaseId\` and the like. If none is there, the outcome is \`unclear\`.
- **Units.** PandaPon names the unit of one amount, the budget of a Taobao order: fen. 1688 documents its own. Every other unit is a
  guess, marked below.

## How a call is reached

- **1688 Order: Cancel** and the like: an operation of the node PandaPon.
- **Batch Pay 1688 Orders**: the node of that name. Only it submits orders to payment.
- **Other Call**: the operation of the PandaPon node for all other paths. It signs, keeps all digits of an ID, and sends once what
  changes something. Where the path is unknown, you need it from PandaPon first.
- **PandaPon Trigger**: the node that receives messages: PandaPon calls you.
- **Not reachable**: with the reason. The four warehouse calls are signed by a rule that is not documented.

*Other Call* refuses every path that has "pay" in it, in upper or lower case and in any version: the known paths that pay have it, and
no other known path does. A call that pays under another name would not be recognized, so never try out the path of a payment.

## The ${calls} calls

${SIDEBAR.map(({ name, calls: listed }) => `### ${name}\n\n${callTable(listed)}`).join('\n\n')}

## Messages

Envelope, signature, time limit and repeated messages are in [api.md](api.md#messages).

${MESSAGES.map(({ label, text }) => `- **${label}:** ${text}`).join('\n')}

## Beside the sidebar

Pages or clients show these; the English sidebar does not.

${callTable(BESIDE_SIDEBAR)}

## The operations

Each with its fields. "Required" means required by the node; where the documentation differs or says nothing, that stands beside it.
What you leave empty is not sent.

${OPERATIONS.map(operationSection).join('\n')}`;
}

function callTable(calls: KnownCall[]): string {
	return markdownTable(
		['call', 'reached by', 'method', 'v1 path', 'v2 path', 'request', 'answer', 'shown by'],
		calls.map((call) => [
			call.name,
			reachedBy(call),
			methodOf(call),
			pathCell(call, 1),
			pathCell(call, 2),
			facts(call.request),
			facts(call.answer),
			sources(call),
		]),
	);
}

function endpointOf({ reach, method, path }: KnownCall): { method?: string; path?: string } {
	if (reach.by === 'batchPay') return batchPayment;
	if (reach.by !== 'operation') return { method, path };
	return operationNamed(reach.operation).record;
}

function operationNamed(id: string): ListedOperation {
	const found = OPERATIONS.find((operation) => operation.id === id);
	if (found === undefined) throw new Error(`The catalog has no operation ${id}`);
	return found;
}

function reachedBy(call: KnownCall): string {
	const { reach } = call;
	switch (reach.by) {
		case 'operation': {
			const { title } = operationNamed(reach.operation);
			return `[${title}](#${anchorOf(title)})`;
		}
		case 'batchPay':
			return 'Batch Pay 1688 Orders';
		case 'message':
			return `PandaPon Trigger, event *${EVENTS[reach.event]}*${reach.type === undefined ? ' if its name says so, otherwise *Other*' : ''}`;
		case 'otherCall': {
			const needsPath = call.path === undefined ? ', once you know its path' : '';
			return `Other Call${needsPath}${reach.note === undefined ? '' : `; ${reach.note}`}`;
		}
		case 'nothing':
			return `not reachable: ${reach.why}`;
	}
}

/** As the editor shows them. */
const EVENTS: Record<MessageEvent, string> = {
	priceChanged: 'Price Changed',
	statusChanged: 'Status Changed',
	refund: 'Refund',
	other: 'Other',
};

function methodOf(call: KnownCall): string {
	return call.reach.by === 'message' ? 'POST to you' : (endpointOf(call).method ?? 'unknown');
}

function pathCell(call: KnownCall, version: 1 | 2): string {
	const label = version === 1 ? call.v1 : call.v2;
	if (call.reach.by === 'message') {
		const { type } = call.reach;
		if (version === 2) return '–';
		return type === undefined ? 'unknown type' : `type \`${type}\` (${label})`;
	}
	if (label === 'none') return '–';
	const { path } = endpointOf(call);
	if (label === 'unknown' || path === undefined) return 'unknown';
	return `\`${pathIn(version, path)}\` (${label})`;
}

function facts(known: Known[]): string {
	return known.map(({ label, text }) => `**${label}:** ${text}`).join('<br>');
}

const LANGUAGES: Record<string, string> = {
	en: 'English page',
	zh: 'Chinese page',
	vi: 'Vietnamese page',
	es: 'Spanish page',
	th: 'Thai page',
	env2: 'English v2 page',
	cnv2: 'Chinese v2 page',
};

function sources({ sources: named }: KnownCall): string {
	if (named.length === 0) return 'the sidebar alone';
	return named
		.map((source) => {
			const [, language, number] = /^(\w+) (\d+)$/.exec(source) ?? [];
			return language === undefined ? source : `${LANGUAGES[language]} ${number}`;
		})
		.join(', ');
}

/** As GitHub derives it from a heading. */
function anchorOf(title: string): string {
	return title
		.toLowerCase()
		.replace(/[^\w\s-]/g, '')
		.replaceAll(' ', '-');
}

function operationSection({ id, title, record }: ListedOperation): string {
	const amounts = KNOWN_CALLS.find(
		({ reach }) => reach.by === 'operation' && reach.operation === id,
	)?.amounts;
	const lines = [
		`\`${record.method} ${record.path}\` – **${record.effect}**`,
		`${record.description}.`,
		...(record.notice === undefined ? [] : [record.notice.replaceAll(/<\/?b>/g, '**')]),
		...(record.fields.length === 0 ? ['It has no fields.'] : [fieldTable(id, record)]),
		[
			...constantsOf(record),
			...(record.bodyOrQuery
				? ['The field *Send In* puts the fields into the body or the query.']
				: []),
			...pagingOf(record),
			`Answer: ${ANSWERS[record.answer]}.`,
			...(amounts === undefined ? [] : [`Amounts: ${amounts.text} (${amounts.label}).`]),
			...(record.lookAfterwards === undefined
				? []
				: [`If it is unclear: ${record.lookAfterwards}`]),
		].join(' '),
	];
	return `### ${title}\n\n${lines.join('\n\n')}\n`;
}

const ANSWERS: Record<AnswerShape, string> = {
	object: 'one object, passed on as it is',
	list: 'a list; each entry becomes an item',
	cart: 'the cart by shop; each row becomes an item, with its shop and whether it can still be bought',
	order:
		"1688's order as its buyer sees it; *Simplify* gives its state, payment, amount and supplier",
	preview: 'what each order would cost; *Simplify* gives the amounts in yuan',
	refund: 'a refund; *Simplify* gives its state, and the amounts in yuan',
	boolean: '`true` when it was done',
	verdict: '`success`, and if it is false `errorCode` and `errorInfo`',
	created: 'what was created; the node gives the IDs in `createdIds`',
	paymentLink: 'a link, or that the order was paid at once',
	accepted: 'nothing documented that says whether it was done; code 200 counts as done',
};

function constantsOf({ constants = {} }: Operation): string[] {
	return Object.entries(constants).map(([name, value]) => `\`${name}\` is always \`${value}\`.`);
}

function pagingOf({ paging }: Operation): string[] {
	if (paging === undefined) return [];
	const { page, size, largest } = paging;
	return [`Read page by page, with \`${page}\` and \`${size}\`, at most ${largest} at a time.`];
}

function fieldTable(id: string, { fields }: Operation): string {
	const notes = FIELD_NOTES[id] ?? {};
	return markdownTable(
		['field', 'name', 'type', 'required', 'known how', ''],
		fieldsWithPaths(fields).map(({ path, field }) => {
			const { label, text }: Known = notes[path] ?? notes['*'] ?? { label: 'documented', text: '' };
			return [
				field.displayName,
				`\`${path}\``,
				typeOf(field),
				field.required ? 'yes' : 'no',
				label,
				[`${field.description}.`.replace(/\.\.$/, '.'), text].filter(Boolean).join(' '),
			];
		}),
	);
}

function typeOf(field: Field): string {
	switch (field.kind) {
		case 'text':
			return 'text';
		case 'integer':
			return `whole number${field.least === undefined ? '' : ` from ${field.least}`}`;
		case 'options':
			return `one of ${field.options.map(({ value }) => `\`${value}\``).join(', ')}`;
		case 'quantity':
			return 'number above 0';
		case 'id':
			return field.sentAs === 'text' ? 'ID, as text' : 'ID, as a whole number';
		case 'ids':
			return 'IDs, as a list of whole numbers';
		case 'texts':
			return 'list of text';
		case 'amount':
			return 'yuan, sent as whole fen';
		case 'image':
			return 'image, sent as Base64 text';
		case 'group':
			return field.sentAs === 'jsonText' ? 'object, sent as JSON text' : 'object';
		case 'lines':
			return field.sentAs === 'jsonText' ? 'list, sent as JSON text' : 'list';
	}
}
