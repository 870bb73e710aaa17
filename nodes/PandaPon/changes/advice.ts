/** What a person should do about a call that changes something. Each says whether it may have happened. */
export const advice = {
	notSent: 'Nothing was changed. Check the connection, then run this row alone again.',
	rateLimited: 'Nothing was changed. Wait a little, then run this row alone again.',
	refused: 'Nothing was changed. Fix the cause, then run this row alone again.',
	refusedCall: (status: number): string =>
		status === 401 || status === 403
			? 'Nothing was changed. Press Test in the credential: it says what is wrong.'
			: 'Nothing was changed. Fix the cause, then run this row alone again.',
	/** @param look How a person sees why. */
	noWords: (look: string): string => `Nothing was changed. ${look}`,
	field: 'Nothing was changed. Correct it, then run this row alone again.',
	/** For a call that nobody would see the whole result of. */
	unattended: 'Nothing was changed. Do not try again: a person has to run it in a workflow.',
	credential: 'Nothing was changed. Correct the credential, then run it again.',
	stopped: 'Nothing was changed. Run the rest again.',
	heldBack: 'Nothing was changed. Read the advice on the rows before, then run this row again.',
	/** @param pays Whether a second one could pay a second time. */
	twin: (pays: boolean): string =>
		pays
			? 'Not asked for again, since that could pay again: see the other row.'
			: 'An equal call of this execution is unclear. Look at that one first.',
	/** @param look How a person sees whether it happened. */
	unclear: (look: string): string => `It may have happened. ${look}`,
	notSeen:
		'This call moved no money: it was not seen, so no link was asked for. Run this row alone again.',
	part: 'See "answer" for what is missing; order only that again.',
	paidByAgreement: 'PandaPon says that it is paid by agreement: do not pay it again.',
	openLink:
		'Look at it with "1688 Order: Get" first: open payUrl only if it still waits for payment.',
	/** An order that is paid or being paid is not asked for a link. */
	paid: 'This call moved no money, but the order is paid or being paid: do not pay it.',
	/** The same for one that is closed or unclear. */
	notUnpaid: 'This call moved no money. Look at the order with "1688 Order: Get".',
};
