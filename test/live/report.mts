import { FACTS, type Fact } from '../sandbox/apiFacts.mts';
import { inWords, Live, type Keys } from './live.mts';
import { QUESTIONS, type Verdict } from './questions.mts';

/** A fact, and what was seen of it. */
interface Finding extends Fact {
	verdict: Verdict;
	seen: string;
	expected: string;
}

export interface Report {
	baseUrl: string;
	calls: number;
	/** Why nothing could be looked at; the findings are then all open. */
	problem?: string;
	findings: Finding[];
	notByReading: Fact[];
}

/**
 * Asks the API every question, with calls that only read.
 *
 * @param keys Real keys; nothing of them is in the report.
 * @param orderId An order of the account, for the questions about an order's detail.
 */
export async function checkLive(keys: Keys, orderId?: string): Promise<Report> {
	const live = new Live(keys, orderId);
	await live.getThrough();
	const findings: Finding[] = [];
	for (const { fact: id, expected, ask } of QUESTIONS) {
		const [seen, verdict] =
			live.unit === undefined
				? (['not asked: no call was accepted', 'open'] as const)
				: await ask(live);
		findings.push({
			...FACTS.find((fact) => fact.id === id)!,
			expected,
			seen: live.hide(seen),
			verdict,
		});
	}
	return {
		baseUrl: live.baseUrl,
		calls: live.calls,
		...(live.unit === undefined && { problem: live.hide(problem(live)) }),
		findings,
		notByReading: FACTS.filter(({ notByReading }) => notByReading !== undefined),
	};
}

function problem({ byUnit: { milliseconds, seconds }, clockAheadMs = 0 }: Live): string {
	const clock =
		Math.abs(clockAheadMs) > 300_000
			? ` This machine's clock is ${Math.round(Math.abs(clockAheadMs) / 1000)} s off: set it right first.`
			: '';
	return `No call was accepted. With milliseconds: ${inWords(milliseconds)}; with seconds: ${inWords(seconds)}. Check base URL, keys and user ID.${clock}`;
}

const HEADLINES: Array<[Verdict, string]> = [
	['differs', 'OTHER THAN EXPECTED'],
	['open', 'STILL OPEN'],
	['fits', 'AS EXPECTED, OR HARMLESS'],
];

/** The report for a person to read. */
export function inFull({
	baseUrl,
	calls,
	problem: trouble,
	findings,
	notByReading,
}: Report): string {
	const count = (verdict: Verdict) =>
		findings.filter((finding) => finding.verdict === verdict).length;
	const parts = [
		`PandaPon API at ${baseUrl}: ${calls} calls, none of which can pay.\n${count('fits')} facts fit, ${count('differs')} differ, ${count('open')} are open.`,
	];
	if (trouble !== undefined) parts.push(trouble);
	for (const [verdict, headline] of HEADLINES) {
		const these = findings.filter((finding) => finding.verdict === verdict);
		if (these.length > 0) parts.push(headline, ...these.map(finding));
	}
	parts.push(
		'NOT TO BE SEEN BY READING',
		...notByReading.map(({ text, notByReading: why }) => `  ${text}\n    ${why}`),
	);
	parts.push('Put what is settled into test/sandbox/apiFacts.mts, then: npm run docs:api');
	return parts.join('\n\n');
}

function finding({ text, label, ifWrong, seen, expected, verdict, usedBy }: Finding): string {
	const lines = [
		`  ${text} (${label})`,
		`    seen      ${seen}`,
		`    expected  ${expected}`,
		`    built on  ${usedBy.join(', ')}`,
	];
	if (verdict !== 'fits' && ifWrong !== undefined) lines.push(`    if wrong  ${ifWrong}`);
	return lines.join('\n');
}
