/** What must hold in every story. */
export const INVARIANTS = {
	double: 'double submission',
	lost: 'lost or duplicated answer',
	falseSuccess: 'false success',
	resent: 'sent again without proof that it had not arrived',
	falseSafety: 'false "safe to send again"',
	threw: 'threw after something may have been sent, or under "Continue"',
	leaked: 'secret or signature leaked',
	unserved: 'a payment was sent although the API refuses the account',
	inputAsResult: 'an input field passes for a result',
	check: 'a check paid or changed the memory',
	limit: 'more was paid than a limit allows',
	notWaiting: 'an order was sent although a look-up shows that it does not wait for payment',
	amount: 'an amount is not what the order costs',
	summary: 'Summary does not agree with the items',
	fields: 'the fields of an item are not those of its output',
} as const;

/** What an execution did against an invariant. */
export class InvariantBroken extends Error {
	readonly invariant: string;

	constructor(invariant: (typeof INVARIANTS)[keyof typeof INVARIANTS], detail: string) {
		super(`${invariant}: ${detail}`);
		this.invariant = invariant;
	}
}
