import { markdownTable } from '../../../support/markdownTable.mts';
import { rounded } from '../statistics.mts';
import type { Target } from '../targets.mts';
import { IN_TIME_MS, type MessageMeasurements, type TriggerRow } from './messageMeasurements.mts';
import type { Trigger } from './messageN8n.mts';

/** The time to the 200, in times of the bare trigger's. */
const LIMIT = 1.1;

/** Holds the PandaPon Trigger against its target. */
export function judgeMessages(rows: TriggerRow[]): Target[] {
	return rows
		.filter(({ trigger }) => trigger === 'PandaPon Trigger')
		.map(({ mode, load, answerOverBare }) => ({
			text: `time to the 200 / bare trigger, ${mode} mode, ${load}: at most ${LIMIT}`,
			measured: String(answerOverBare),
			verdict: answerOverBare <= LIMIT ? 'met' : 'not met',
		}));
}

/** Writes docs/messages-performance.md; every figure is measured. */
export function messagesPage({ triggers, setUps, rounds, versions }: MessageMeasurements): string {
	return `# How fast messages are answered

PandaPon waits ${IN_TIME_MS} ms for the 200; a message without one comes again half an hour later. n8n sends the 200 once the execution stands in its
database, and most of the time until then is n8n's own. Measured on ${versions}.
A program writes this page: \`npm run bench -- --messages\`.

## Settings of n8n that help

How many of the PandaPon Trigger's answers came within ${IN_TIME_MS} ms, and in brackets how long the slowest took. Each message starts a workflow
of two steps.

${markdownTable(
	['n8n', ...setUps[0].atOnce.map(({ messages }) => `${messages} at once`)],
	setUps.map(({ title, atOnce }) => [
		title,
		...atOnce.map(({ inTime, slowestMs }) =>
			slowestMs === null ? `**${inTime}%** (no answer)` : `${inTime}% (${slowestMs} ms)`,
		),
	]),
	'numbers',
)}

- For each message n8n 2 makes new instances of the JavaScript engine that evaluates expressions, needed or not. With
  \`N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true\` it makes them only where there is an expression. Try this first; it helps in both modes.
- \`N8N_EXPRESSION_ENGINE=legacy\` goes back to the older engine, which runs expressions inside n8n's own process.
- With \`N8N_CONCURRENCY_PRODUCTION_LIMIT\` in normal mode, n8n answers a message only once its execution may begin: while other executions
  fill the limit, the 200 does not come. Leave it unset, or use queue mode.
- In queue mode workers carry out what the main process answers, so that long executions do not hold up the answers.

## Beside other triggers

The **bare trigger** checks nothing and has no step in the execution: no trigger of a community package can be faster, but by chance. **n8n's Webhook node** responds
immediately; for it alone, n8n leaves out one instance of the engine. Default settings; messages are signed price changes with all that 1688 shows a
buyer. The triggers take turns within a round; each cell is the median of ${rounds} rounds, with the least and the greatest in
brackets, and "× bare" the median of the rounds' ratios. CPU time is that of n8n and its worker until the execution has ended.

${(['normal', 'queue'] as const).map((mode) => `${MODES[mode]}:\n\n${triggerTable(triggers.filter((row) => row.mode === mode))}`).join('\n\n')}

## Targets

${markdownTable(
	['target', 'measured', ''],
	judgeMessages(triggers).map(({ text, measured, verdict }) => [
		text,
		measured,
		verdict === 'met' ? verdict : `**${verdict}**`,
	]),
	'numbers',
)}
`;
}

const MODES = { normal: 'Normal mode', queue: 'Queue mode' };

function triggerTable(rows: TriggerRow[]): string {
	const loads = [...new Set(rows.map(({ load }) => load))];
	const others: Trigger[] = ['PandaPon Trigger', "n8n's Webhook node"];
	return markdownTable(
		[
			'messages',
			'bare trigger, ms',
			...others.flatMap((trigger) => [`${trigger}, ms`, '× bare', 'CPU × bare']),
		],
		loads.map((load) => {
			const rowOf = (wanted: Trigger) =>
				rows.find((row) => row.load === load && row.trigger === wanted)!;
			return [
				load,
				milliseconds(rowOf('bare trigger')),
				...others
					.map(rowOf)
					.flatMap((row) => [milliseconds(row), row.answerOverBare, row.cpuOverBare]),
			];
		}),
		'numbers',
	);
}

function milliseconds({ answerMs: { median, min, max } }: TriggerRow): string {
	return `${rounded(median)} (${rounded(min)} … ${rounded(max)})`;
}
