import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { EngineResult } from '../../support/engine/runOnEngine.mts';
import { CHANGE_INVARIANTS, ChangeInvariantBroken } from './changeInvariants.mts';
import { markerIn } from './changeLedger.mts';
import { markerOf, mayTimeOut } from './changeStory.mts';
import { askedFor, isChange, readingsOf } from './judgeCalls.mts';
import type { ChangeStage } from './playChangeStory.mts';

/**
 * Judges what the node says about each input item, by the ledger.
 *
 * @returns The outcome of each item of each pass.
 * @throws ChangeInvariantBroken when an invariant does not hold.
 */
export function judgeOutcomes(stage: ChangeStage, { passes }: EngineResult): string[] {
	const { story, ledger } = stage;
	const outcomes = new Map<string, string[]>();
	let isComplete = true;
	passes.forEach(({ data, error }, pass) => {
		// Judged where it was thrown.
		if (error !== undefined && data === undefined) return void (isComplete = false);
		const shown = (data?.main ?? []).flatMap((output) => output ?? []);
		// A node that may go on although it has failed hands on its input; so may Always Output Data an empty item.
		checkLinks(shown, story.items.length);
		for (const [item, { json }] of shown.entries()) {
			const marker = markerOf(story, story.items[item], pass);
			checkShape(json);
			outcomes.set(marker, [...(outcomes.get(marker) ?? []), String(json.outcome)]);
		}
	});
	for (const [marker, shown] of outcomes) {
		if (marker === '' && story.operation.needsMarker) checkUnsendable(shown);
		else if (isComplete) checkAgainstLedger(stage, marker, shown);
	}
	for (const marker of ledger.performed.keys())
		if (isComplete && !outcomes.has(marker)) fail('links', `nothing is said about ${marker}`);
	return [...outcomes.values()].flat();
}

function checkLinks(shown: INodeExecutionData[], items: number): void {
	const linkedTo = shown.map(({ pairedItem }) =>
		typeof pairedItem === 'object' && !Array.isArray(pairedItem) ? pairedItem.item : pairedItem,
	);
	if (linkedTo.join() !== Array.from({ length: items }, (_, item) => item).join())
		fail('links', `${items} items, output linked to ${JSON.stringify(linkedTo)}`);
}

const OUTCOMES = ['done', 'refused', 'unclear', 'notSent'];

function checkShape({ outcome, errorReason, advice, error }: IDataObject): void {
	if (!OUTCOMES.includes(String(outcome))) fail('misread', `outcome ${String(outcome)}`);
	if (error !== undefined) fail('misread', 'it has a field "error"');
	const saysWhy = typeof errorReason === 'string' && typeof advice === 'string';
	if (saysWhy === (outcome === 'done'))
		fail('misread', `${String(outcome)}: ${String(errorReason)}`);
}

/** Items whose required field is empty. */
function checkUnsendable(shown: string[]): void {
	if (shown.some((outcome) => outcome !== 'notSent')) fail('misread', `no ID, and ${shown.join()}`);
}

/** @param shown Outcomes of all items that ask for the same. */
function checkAgainstLedger(stage: ChangeStage, marker: string, shown: string[]): void {
	const { story, sandbox, ledger, begun } = stage;
	const performed = ledger.performed.get(marker) ?? 0;
	const count = (wanted: string) => shown.filter((outcome) => outcome === wanted).length;
	const calls = sandbox.calls.filter((call) => isChange(stage, call) && markerIn(call) === marker);
	const seen = () =>
		`${marker} was performed ${performed} times, shown ${shown.join()}, after ${JSON.stringify(calls.map(({ fault }) => fault ?? null))}`;
	if (count('done') > performed) fail('claimed', seen());
	if (performed > count('done') + count('unclear')) fail('hidden', seen());

	// Where several items ask for the same, nothing tells whose call was whose.
	if (askedFor(story, begun, marker) !== 1) return;
	const last = calls.at(-1);
	const right = last === undefined ? ['notSent'] : readingsOf(stage, last);
	const [outcome] = shown;
	if (right.includes(outcome)) return;
	// The machine may have been too busy for the short time-out.
	if (mayTimeOut(story) && outcome === 'unclear') return;
	fail('misread', `${seen()}, but right is ${right.join(' or ')}`);
}

function fail(invariant: keyof typeof CHANGE_INVARIANTS, detail: string): never {
	throw new ChangeInvariantBroken(CHANGE_INVARIANTS[invariant], detail);
}
