import { saysNoSuchOrder, type Reason } from '../shared/api/reasons';
import { wasRateLimited, type NothingRead } from '../shared/orders/lookUpOrder';
import type { PaymentEvidence } from '../shared/orders/paymentEvidence';

/** For orders that this run has not looked up in the memory: an earlier run may have paid them. */
const NOT_ASKED = 'Not sent in this run.';
/** For orders that the memory did not know. */
const NOT_SENT = 'No money moved.';

const CHECK_BY_STATUS: Record<number, string> = {
	401: 'Open the PandaPon API credential and save it to test it.',
	403: 'Ask PandaPon what the User ID of the credential is allowed to do.',
	404: 'Check the Base URL in the PandaPon API credential.',
	405: 'Check the Base URL in the PandaPon API credential.',
	407: 'Check the name and password of the proxy (HTTPS_PROXY or HTTP_PROXY).',
	413: 'Lower the option "Batch Size", then run it again.',
};

/**
 * What a person should do, for each way an order can fail. The fields `outcome` and `moneyMoved` stand beside it, and all of it
 * is read in a narrow column of a table: some 80 characters at most. The node's fields are named as the editor shows them.
 */
export const advice = {
	ready: 'Set "Mode" to Pay.',
	aboveMaximum: 'Compare the price; to pay it, raise the maximum of this row.',
	amountNotKnown: 'Look the order up on 1688. To pay it all the same, take the limits out.',
	unreadableAmount: `${NOT_ASKED} Enter an amount in yuan for this row; 0 allows nothing.`,
	totalLimit: 'Compare it with what was approved. Then raise the limit, or split the list.',
	notSeen: 'Run it again later. To pay unseen, switch "Look Orders Up First" off.',
	/** For an order that was looked up before any payment and is neither paid nor waiting for it. */
	notPayable: ({ payment }: PaymentEvidence): string =>
		payment === 'closed'
			? 'Take it off the list; look in PandaPon for a refund.'
			: 'Look at it on 1688; if it is certainly not paid, pay it there.',
	beingPaid: 'Look again tomorrow; if nothing has changed, ask PandaPon.',
	rateLimited: 'The API is rate limiting. Wait a little, then run it again.',
	/** @param lookUp The answer to the look-up: the order's own, not one to a wrong key. */
	lookUpFailed: (lookUp: NothingRead): string => {
		if (saysNoSuchOrder(lookUp))
			return 'Check the ID, and that the order belongs to this PandaPon account.';
		if (wasRateLimited(lookUp)) return advice.rateLimited;
		return advice.notSeen;
	},
	notSent: 'No money moved. Check the connection and the Base URL, then run it again.',
	tooManyRequests:
		'No money moved. Wait, or raise "Pause Between Batches (Ms)"; then run it again.',
	heldBack: (batch: number): string => `Look at batch ${batch} first, then run it again.`,
	runAgain: 'Run it again when you are ready.',
	/**
	 * @param next What to do.
	 * @param isNew Whether the memory was asked, and did not know the order.
	 */
	notSentInThisRun: (next: string, isNew: boolean): string =>
		`${isNew ? NOT_SENT : NOT_ASKED} ${next}`,
	orderLimit: `${NOT_ASKED} Raise "Maximum Orders per Run", or split the list.`,
	memoryFull: `${NOT_ASKED} Split the list into smaller runs.`,
	memoryFailed: 'Check that the database of n8n works, then run it again.',
	notSaved: 'Save the workflow, then run it again.',
	sharedRow: 'Set that node (e.g. Remove Duplicates) to Scope: Node, then run it again.',
	forgotten: `${NOT_ASKED} Put the node into a workflow, behind the order list, and execute that.`,
	/** @param next What to do, by the words of the Test button. */
	notServed: (next: string): string => `${NOT_ASKED} ${next}`,
	notRun: `${NOT_ASKED} Correct that, then run the node again.`,
	/** @param next What to do about this reason, where that is known. */
	rejectedOrder: ({ next }: Pick<Reason, 'next'>): string =>
		`Not paid. ${next ?? 'Fix the cause, then run it again.'}`,
	foundUnpaid: 'Not paid: 1688 still shows it as unpaid. Fix the cause, then run it again.',
	refusedCall: (status: number): string =>
		`No money moved. ${CHECK_BY_STATUS[status] ?? 'Fix the cause, then run it again.'}`,
	/** @param requestId PandaPon's name for the call, if it gave one. */
	unknown: (requestId: string | null): string =>
		requestId === null
			? 'Money may have moved: do not pay it now. Look at it on 1688 tomorrow.'
			: 'Money may have moved: do not pay it now. Look tomorrow, or ask by requestId.',
	alreadySubmitted: 'Not sent again: money may have moved. Look at it on 1688.',
	/** Added to the advice on an order that was not submitted, but could not be struck out of the memory. */
	staysRecorded: 'The memory still holds it: the next run will call it already submitted.',
	/** Added to the advice on an order that was to be sent again, and was not submitted. */
	sentBefore: 'That is about this call: an earlier run has sent it, or may have.',
	/** For an order that was sent, or may have been. */
	lookedUp: ({ payment, why }: PaymentEvidence): string => {
		if (payment === 'unpaid' || payment === 'inProgress')
			return 'Its payment may be under way: do not pay it now. Look again tomorrow.';
		if (payment === 'closed')
			return 'Closed, but money may have moved: look for a payment or refund in PandaPon.';
		return `Money may have moved: ${why}. Do not pay it; look at it on 1688.`;
	},
};
