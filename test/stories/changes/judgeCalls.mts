import type { SeenCall } from '../../sandbox/sandbox.mts';
import { CHANGE_INVARIANTS, ChangeInvariantBroken } from './changeInvariants.mts';
import { markerIn } from './changeLedger.mts';
import { markerOf, type ChangeStory } from './changeStory.mts';
import type { ChangeStage } from './playChangeStory.mts';
import { readingOf } from './readingOf.mts';

/**
 * Judges what left: how often each request was performed, and whether any call was sent that must not be.
 *
 * @throws ChangeInvariantBroken when an invariant does not hold.
 */
export function judgeCalls(stage: ChangeStage): void {
	const { story, sandbox, ledger, begun, callsAtStop } = stage;
	if (ledger.problem !== undefined) throw ledger.problem;
	const changes = sandbox.calls.filter((call) => isChange(stage, call));

	for (const [marker, count] of ledger.performed) {
		const asked = askedFor(story, begun, marker);
		if (asked === 0) fail('unknownRequest', marker);
		if (count > asked) fail('twice', `${marker} was performed ${count} times, ${asked} asked`);
	}
	const counts = new Map<string, number>();
	const unclear = new Set<string>();
	for (const call of changes) {
		const { method, path, query, body, fault } = call;
		const request = JSON.stringify([method, path, query, body]);
		if (unclear.has(request)) fail('equalCall', `${request} after ${JSON.stringify(fault)}`);
		const reading = readingsOf(stage, call);
		if (reading.every((outcome) => outcome === 'unclear')) unclear.add(request);
		// Only a call that was not taken in may be made again for the same item.
		if (reading.includes('notSent')) continue;
		counts.set(request, (counts.get(request) ?? 0) + 1);
		if (counts.get(request)! > askedFor(story, begun, markerIn(call)))
			fail('resent', `${request} left ${counts.get(request)} times`);
	}
	// One call may have been on its way.
	if (callsAtStop !== undefined && sandbox.calls.length > callsAtStop + 1)
		fail('stopped', `${sandbox.calls.length - callsAtStop} calls`);
}

/** Tells whether a call is the one that the story's items ask for, and not a look-up before it. */
export function isChange({ story }: ChangeStage, call: SeenCall): boolean {
	return call.path === story.operation.path(markerIn(call));
}

/** How many items ask for a request, in the passes that have begun. */
export function askedFor(story: ChangeStory, begun: ChangeStage['begun'], marker: string): number {
	return [...begun.keys()].flatMap((pass) =>
		story.items.filter((content) => markerOf(story, content, pass) === marker),
	).length;
}

/** The outcomes that are right after a call. */
export function readingsOf({ ledger, story }: ChangeStage, call: SeenCall): string[] {
	const reading = readingOf(call.fault);
	if (reading !== 'asAnswered') return reading;
	if (story.wrongSecret) return ['refused'];
	return [ledger.answers.get(call)?.readAs ?? 'unclear'];
}

function fail(invariant: keyof typeof CHANGE_INVARIANTS, detail: string): never {
	throw new ChangeInvariantBroken(CHANGE_INVARIANTS[invariant], detail);
}
