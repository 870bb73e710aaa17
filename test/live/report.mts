import { FACTS, type Fact } from '../sandbox/apiFacts.mts';
import { QUESTIONS, type Verdict } from './apiQuestions.mts';
import { Conversation, inWords, type Keys } from './conversation.mts';

/** A fact, and what the API showed of it. */
interface Finding extends Fact {
	verdict: Verdict;
	seen: string;
	expected: string;
}

export interface Report {
	baseUrl: string;
	calls: number;
	/** Why nothing could be checked; all findings are then open. */
	problem?: string;
	findings: Finding[];
	notByReading: Fact[];
}

/**
 * Asks the API every question, with calls that only read.
 *
 * @param keys Real keys; none of them appears in the report.
 * @param orderId An order of the account, for the questions about its details.
 */
export async function checkLive(keys: Keys, orderId?: string): Promise<Report> {
	const api = new Conversation(keys, orderId);
	await api.findUnit();
	const findings: Finding[] = [];
	for (const { fact: id, expected, ask } of QUESTIONS) {
		const [seen, verdict] =
			api.unit === undefined
				? (['not asked: no call was accepted', 'open'] as const)
				: await ask(api);
		findings.push({
			...FACTS.find((fact) => fact.id === id)!,
			expected,
			seen: api.hide(seen),
			verdict,
		});
	}
	return {
		baseUrl: api.baseUrl,
		calls: api.calls,
		...(api.unit === undefined && { problem: api.hide(problem(api)) }),
		findings,
		notByReading: FACTS.filter(({ notByReading }) => notByReading !== undefined),
	};
}

function problem({ byUnit: { milliseconds, seconds }, clockAheadMs = 0 }: Conversation): string {
	const clock =
		Math.abs(clockAheadMs) > 300_000
			? ` This machine's clock is ${Math.round(Math.abs(clockAheadMs) / 1000)} s off: correct it first.`
			: '';
	return `No call was accepted. With milliseconds: ${inWords(milliseconds)}; with seconds: ${inWords(seconds)}. Check base URL, keys and user ID.${clock}`;
}

const HEADLINES: Array<[Verdict, string]> = [
	['differs', 'NOT AS EXPECTED'],
	['open', 'STILL OPEN'],
	['fits', 'AS EXPECTED, OR HARMLESS'],
];

/** The report as a person reads it. */
export function formatReport({
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
		'WHAT READING CANNOT SHOW',
		...notByReading.map(({ text, notByReading: why }) => `  ${text}\n    ${why}`),
	);
	parts.push('Enter what is now known in test/sandbox/apiFacts.mts, then: npm run docs -- api');
	return parts.join('\n\n');
}

function finding({ text, label, ifWrong, seen, expected, verdict, usedBy }: Finding): string {
	const lines = [
		`  ${text} (${label})`,
		`    seen      ${seen}`,
		`    expected  ${expected}`,
		`    used by   ${usedBy.join(', ')}`,
	];
	if (verdict !== 'fits' && ifWrong !== undefined) lines.push(`    if wrong  ${ifWrong}`);
	return lines.join('\n');
}
