/** What must hold in every story of changes. */
export const CHANGE_INVARIANTS = {
	twice: 'made twice',
	hidden: 'done, and shown as refused or not sent',
	claimed: 'not done, and shown as done',
	misread: 'the outcome is not what the answer says',
	equalCall: 'an equal call left after an unclear one',
	resent: 'sent again without proof that it had not arrived',
	unknownRequest: 'a request that no item asks for',
	notUnpaid: 'a payment link was asked for although the order does not wait for payment',
	links: 'an input item has not exactly one output item',
	threw: 'threw after a call had left, or under "Continue"',
	stopped: 'sent after Stop',
	leaked: 'secret or signature leaked',
} as const;

/** What a story did against an invariant. */
export class ChangeInvariantBroken extends Error {
	readonly invariant: string;

	constructor(
		invariant: (typeof CHANGE_INVARIANTS)[keyof typeof CHANGE_INVARIANTS],
		detail: string,
	) {
		super(`${invariant}: ${detail}`);
		this.invariant = invariant;
	}
}
