import { markdownTable } from '../../support/markdownTable.mts';
import type { Observed } from './runSituations.mts';
import {
	ORDERS_IN_A_ROW,
	ROWS,
	SITUATIONS,
	type NodeSettings,
	type Situation,
} from './settingsSituations.mts';

const ON_ERROR = {
	stopWorkflow: 'Stop Workflow',
	continueRegularOutput: 'Continue',
	continueErrorOutput: 'Continue (using error output)',
};
const offOrOn = (value: boolean) => (value ? 'on' : 'off');

/** The columns that hold settings. */
const COLUMNS: Array<{ title: string; show: (settings: NodeSettings) => string }> = [
	{ title: 'On Error', show: ({ onError }) => ON_ERROR[onError] },
	{ title: 'Retry On Fail', show: ({ retryOnFail }) => offOrOn(retryOnFail) },
	{ title: 'Always Output Data', show: ({ alwaysOutputData }) => offOrOn(alwaysOutputData) },
	{ title: 'Execute Once', show: ({ executeOnce }) => offOrOn(executeOnce) },
];
const RESULTS = ['execution ends as', 'Success', 'Failure', 'calls', 'orders in the ledger'];

/** Writes docs/settings.md; every cell of its tables is measured. */
export function settingsPage(n8nVersion: string, observed: Observed[]): string {
	return `${introduction(n8nVersion, observed)}
${SITUATIONS.map((situation) =>
	section(
		situation,
		observed.filter((each) => each.situation === situation),
	),
).join('\n')}`;
}

function section({ title, text }: Situation, observed: Observed[]): string {
	return `## ${title}

${text}

${markdownTable([...COLUMNS.map((column) => column.title), ...RESULTS], rowsOf(observed))}
`;
}

/** Settings with the same result share a row, if the row can still say exactly which settings these are. */
function rowsOf(observed: Observed[]): string[][] {
	const groups = Map.groupBy(observed, (each) => JSON.stringify(results(each)));
	const valuesOf = (runs: Observed[], column: (typeof COLUMNS)[number]) => [
		...new Set(runs.map(({ settings }) => column.show(settings))),
	];
	return [...groups.values()].flatMap((group) => {
		const inGroup = COLUMNS.map((column) => valuesOf(group, column));
		const combinations = inGroup.reduce((product, { length }) => product * length, 1);
		if (combinations > group.length)
			return group.map((each) => [
				...COLUMNS.map(({ show }) => show(each.settings)),
				...results(each),
			]);
		const cells = COLUMNS.map((column, index) =>
			inGroup[index].length === valuesOf(observed, column).length
				? 'any'
				: inGroup[index].join(' or '),
		);
		return [[...cells, ...results(group[0])]];
	});
}

function results({ status, success, failure, calls, submitted }: Observed): string[] {
	return [status, success, failure, String(calls), String(submitted)];
}

function introduction(n8nVersion: string, observed: Observed[]): string {
	const broken = observed.filter(({ faults }) => faults.length > 0);
	const errorItems = observed.reduce((sum, each) => sum + each.errorItems, 0);
	return `# The node's Settings tab: what each switch does to a payment

For whoever builds workflows; to pay, *What to choose* is enough. *On Error*, *Retry On Fail*, *Always Output Data* and *Execute Once* are n8n's own, in the *Settings* tab of every node. Whatever you
choose there, Batch Pay 1688 Orders submits no order twice. They decide what you see, and *Execute Once* also which rows are paid.

## What to choose

| setting | choose | why |
| --- | --- | --- |
| On Error | **Stop Workflow** (n8n's default) | An order that goes wrong leaves on Failure in any case. The execution fails only when the node cannot begin, e.g. because the credential is gone: you see it at once, and n8n starts your error workflow. |
| | or **Continue** | For a workflow that reports its own failures, e.g. by mail: then these orders leave on Failure too, as \`notSent\`. The execution counts as a success, so somebody must read what leaves on Failure. |
| | not *Continue (using error output)* | It works like *Continue*, but adds a fourth output that this node never uses. |
| Retry On Fail | **off** (default) | It never pays twice, but it seldom helps: n8n runs the node again only when it could not begin. The node itself sends again what provably never arrived. To retry failed orders after a wait, import [Retry what is safe](../examples/retry-what-is-safe.json). |
| Always Output Data | **off** (default) | When on and no order succeeds, n8n puts one empty item on Success, and the nodes there run as if an order had been paid. |
| Execute Once | **off** (default) | When on, n8n hands the node only the first row. The other rows are not paid, and no output names them. |

## How it is measured

This page is written by a program, and no cell of the tables below is typed by hand:

\`\`\`sh
npm run docs -- settings
\`\`\`

It runs each of the 24 combinations in each of ${SITUATIONS.length} situations on a real n8n ${n8nVersion}, ${observed.length} runs, against the
[sandbox](../test/sandbox). Each run has its own workflow and a list of ${ROWS} rows with ${ORDERS_IN_A_ROW} fresh orders each; *Mode* is Pay unless said
otherwise, and the node's other parameters keep their defaults: every order is looked up first, and ${ROWS * ORDERS_IN_A_ROW} orders go out in
2 calls. \`npm run test:e2e\` measures the same again and fails when this page differs.

In every run the program checks: no order is in the sandbox's ledger (its list of what was submitted) twice; an order on Success is in the ledger; an order that is called
safe to send again is not; every order of every row leaves exactly once, linked to its row (with Execute Once: of the first row, and no
other is in the ledger), and the one item on Summary counts them; or the execution fails, nothing leaves, and no call was made. What leaves
arrives at the next node.

**Promises broken in ${broken.length} of ${observed.length} runs. Items on the fourth output: ${errorItems}.**${broken.map(({ situation, settings, faults }) => `\n- ${situation.title}, ${JSON.stringify(settings)}: ${faults.join('; ')}`).join('')}

"Calls" are calls to the payment endpoint; calls that only read are not counted. "1 empty item" comes from n8n and names no order.
`;
}
