import { FILES, readExample } from '../support/examples.mts';

// Whoever uses the examples does not program: an expression leads to a field, is an "if" on fields, or writes an amount or a text
// for people to read. The rest is done by n8n's nodes.
const SEGMENT = String.raw`(?:\.\w+|\['[^']+'\])`;
const PATH = [
	String.raw`\$(?:json|binary)${SEGMENT}+`,
	String.raw`\$\('[^']+'\)\.(?:item|first\(\d?\))\.json${SEGMENT}+`,
	// What n8n itself knows about the run.
	String.raw`\$execution\.\w+`,
	String.raw`\$runIndex`,
].join('|');
const VALUE = String.raw`(?:${PATH}|'[^'\\]*'|\d+|null|true|false)`;
const COMPARISON = String.raw`(?:${PATH})(?: (?:[!=]==|[<>]=?) ${VALUE})?`;
const ANDED = String.raw`${COMPARISON}(?: (?:&&|\|\|) ${COMPARISON})*`;
const CONDITION = String.raw`(?:${ANDED}|${COMPARISON} (?:&&|\|\|) \(${ANDED}\))`;
const AMOUNT = String.raw`(?:${PATH})\.format\('en-US', \{ minimumFractionDigits: 2 \}\)`;
const ALLOWED = new RegExp(
	[
		PATH,
		String.raw`${CONDITION} \? ${VALUE} : ${VALUE}`,
		String.raw`\$if\(${CONDITION}, ${VALUE}, ${VALUE}\)`,
		// What is not ours must not become part of a page: `<!--` would hide the rest of a table.
		String.raw`(?:(?:${PATH}) === null \? '' : )?(?:${PATH})\.removeTags\(\)`,
		AMOUNT,
		// An order without an amount; in a column, amounts end below each other.
		String.raw`(?:${PATH}) === null \? '' : ${AMOUNT}(?:\.padStart\(\d+\))?`,
	]
		.map((form) => `^(?:${form})$`)
		.join('|'),
);

/** What no node of n8n can do, and why it is needed. */
const EXCEPTIONS = [
	{
		file: 'pay-desk.json',
		node: 'Without Stray Decimals',
		expression: '$json.sum_counts.round(2)',
		why: 'Summarize adds 0.1 and 0.2 up to 0.30000000000000004, which is above a limit of 0.3; no node rounds',
	},
	{
		file: 'call-other-endpoints.json',
		node: 'Note 2',
		expression: String.raw`$json.answer.match(/"orderId":\s*"?(\d+)/)[1]`,
		why: 'no node cuts digits out of a text, and every node that reads JSON rounds them',
	},
];

const PROGRAMMED = /^n8n-nodes-base\.(?:code|function|functionItem|aiTransform|executeCommand)$/;

interface Expression {
	file: string;
	node: string;
	expression: string;
}

/** Every text among a node's parameters, however deep. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(textsIn);
}

const nodes = FILES.flatMap((file) => readExample(file).nodes.map((node) => ({ file, node })));
const expressions: Expression[] = nodes.flatMap(({ file, node: { name, parameters } }) =>
	textsIn(parameters).flatMap((text) =>
		[...text.matchAll(/\{\{(.*?)\}\}/gs)].map(([, expression]) => ({
			file,
			node: name,
			expression: expression.trim(),
		})),
	),
);

function isException(found: Expression): boolean {
	return EXCEPTIONS.some(
		({ file, node, expression }) =>
			file === found.file && node === found.node && expression === found.expression,
	);
}

test('no expression of an example is more than a field, an "if" on fields, or an amount', () => {
	const tooMuch = expressions.filter(
		(found) => !ALLOWED.test(found.expression) && !isException(found),
	);
	expect(tooMuch).toEqual([]);
});

test('every exception is still needed', () => {
	for (const { file, node, expression } of EXCEPTIONS)
		expect(expressions).toContainEqual({ file, node, expression });
});

test('no node of an example holds a program', () => {
	const programmed = nodes.filter(({ node: { type } }) => PROGRAMMED.test(type));
	expect(programmed.map(({ file, node: { name } }) => ({ file, name }))).toEqual([]);
});

test.each([
	'$json.answer.trim()',
	'$today.minus(1, "day").toISO()',
	'$now.toISODate()',
	'$json.submitted + $json.paid',
	"['submitted', 'open'][$json.level]",
	'$json.a ? `${$json.b}` : ""',
	"$json.a || '(no ID)'",
	'$json.items.map((item) => item.id)',
	"$json.a === 1 ? 'a' : $json.a === 2 ? 'b' : 'c'",
	"$('Node').all()",
	"$json.amount.format('en-US', { minimumFractionDigits: 2 }).length",
	"$json.a === null ? '' : $json.a.trim()",
	'$json.a.removeTags().length',
])('the pattern turns down %s', (expression) => {
	expect(ALLOWED.test(expression)).toBe(false);
});
