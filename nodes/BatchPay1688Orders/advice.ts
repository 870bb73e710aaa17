import { wasRateLimited, type NothingRead } from '../shared/orders/lookUpOrder';
import type { PaymentEvidence } from '../shared/orders/paymentEvidence';
import { saysNoSuchOrder } from './reasons';

const LOOK_UP =
	'Look the order up in PandaPon or on 1688. If it is paid, nothing is left to do. If it is certainly not paid, make a list with only this order, switch the option "Skip Orders Already Submitted" off, run it once, and switch it on again: while it is off, every order of the list is sent.';

/** For orders that this run has not looked up in the memory: an earlier run may have paid them. */
const NOT_ASKED = 'Not sent in this run. If an earlier run sent it, running it again says so.';
/** For orders that the memory did not know. */
const NOT_SENT = 'This order was not sent and no money moved for it.';

const CHECK_BY_STATUS: Record<number, string> = {
	401: 'Open the PandaPon API credential and save it to test it.',
	403: 'Open the PandaPon API credential, save it to test it, and check what the User ID is allowed to do.',
	404: 'Check the Base URL in the PandaPon API credential.',
	405: 'Check the Base URL in the PandaPon API credential.',
	407: 'The answer comes from a proxy between n8n and the API: check the name and password in the proxy settings of this n8n (HTTPS_PROXY or HTTP_PROXY).',
	413: 'Lower the option "Batch Size".',
};

/**
 * What a person should know and do, for each way an order can fail: whether money may have moved, then the next step.
 * Plain English; the node's fields are named as the editor shows them.
 */
export const advice = {
	ready: 'Nothing was sent. Set "Mode" to Pay to pay it.',
	aboveMaximum:
		'Not sent. Compare the price with the order. To pay it, raise the maximum for this row.',
	amountNotKnown:
		'Look the order up on 1688. Without an amount, it is paid only where no limit is set.',
	unreadableAmount: `${NOT_ASKED} Enter an amount in yuan for this row; 0 allows nothing.`,
	totalLimit:
		'Compare the total with what was approved. Then raise "Maximum Total Amount (CNY)", or split the list.',
	notSeen: 'Run it again later. To pay without a look-up, switch "Look Orders Up First" off.',
	/** For an order that was looked up before any payment and is neither paid nor waiting for it. */
	notPayable: ({ payment }: PaymentEvidence): string =>
		payment === 'closed'
			? 'Not sent. Take it off the list; check in PandaPon whether a payment or a refund is booked.'
			: 'Not sent. Look the order up on 1688; if it is certainly not paid, pay it there.',
	beingPaid:
		'Not sent again. Look again later, e.g. tomorrow; if nothing has changed, ask PandaPon.',
	rateLimited: 'The API is rate limiting. Wait a little, then run it again.',
	/** @param lookUp The answer to the look-up: the order's own, not one to a wrong key. */
	lookUpFailed: (lookUp: NothingRead): string => {
		if (saysNoSuchOrder(lookUp))
			return 'Check the order ID, and that the order belongs to this PandaPon account.';
		if (wasRateLimited(lookUp)) return advice.rateLimited;
		return advice.notSeen;
	},
	notSent:
		'The call never reached the API, so no money moved. Check the connection and the Base URL in the PandaPon API credential, then run it again.',
	tooManyRequests:
		'The API is rate limiting and did not process this call, so no money moved. Wait a little, raise the option "Pause Between Batches (Ms)", then run it again.',
	heldBack: (batch: number): string =>
		`Look at the orders of batch ${batch} first, then run this one again. This is because the option "Stop After a Failed Batch" is on.`,
	runAgain: 'Run it again when you are ready.',
	/**
	 * @param next What to do.
	 * @param isNew Whether the memory was asked, and did not know the order.
	 */
	notSentInThisRun: (next: string, isNew: boolean): string =>
		`${isNew ? NOT_SENT : NOT_ASKED} ${next}`,
	orderLimit: `${NOT_ASKED} Check why there are so many; then raise the option "Maximum Orders per Run", or split the list.`,
	memoryFull: `${NOT_ASKED} Split the list into smaller runs.`,
	memoryFailed: 'Save the workflow and check that the database of n8n works, then run it again.',
	forgotten: `${NOT_ASKED} Put the node into a workflow, after the nodes that bring the orders, and execute that.`,
	notServed: `${NOT_ASKED} Correct what errorReason says, then run it again.`,
	notRun: `${NOT_ASKED} Correct what errorReason names, then run the node again.`,
	rejectedOrder: (english?: string): string =>
		`The API says that it did not pay this order${inEnglish(english)}. If you can fix the reason, e.g. by topping up, do so and run it again; take a closed or unknown order off the list.`,
	foundUnpaid:
		'The API says that it did not pay this order, and 1688 shows it as waiting for payment. If you can fix the reason, do so and run it again.',
	refusedCall: (status: number): string =>
		`The API refused the whole call before processing it, so no money moved. ${CHECK_BY_STATUS[status] ?? 'Fix what errorReason says.'} Then run it again.`,
	unknown: (english?: string): string =>
		`Money may have moved${inEnglish(english)}. Do not simply run it again. ${LOOK_UP} If there is a requestId, PandaPon's support can find the call by it.`,
	alreadySubmitted: `Money may have moved in that earlier run, so the order was not sent again. ${LOOK_UP}`,
	/** Added to the advice on an order that was not submitted, but could not be struck out of the memory. */
	staysRecorded:
		'But it stays in the memory of submitted orders: the next run will report it as already submitted. If it is then certainly not paid, send it once with the option "Skip Orders Already Submitted" off.',
	/** Added to the advice on an order that was to be sent again, and was not submitted. */
	sentBefore:
		'This is about this call only: an earlier run has sent the order, or may have. With the option "Skip Orders Already Submitted" on, the next run holds it back.',
	/** For an order that was sent, or may have been. */
	lookedUp: ({ payment, why }: PaymentEvidence): string => {
		if (payment === 'unpaid' || payment === 'inProgress') {
			return '1688 shows the order as waiting for payment, but PandaPon may still be paying it: the payment may be under way, and money may still move. Do not send it again now. Look again later, e.g. tomorrow; if nothing has changed, ask PandaPon and quote the requestId.';
		}
		if (payment === 'closed') {
			return '1688 shows the order as closed. Money may have moved before it was closed: check in PandaPon whether a payment or a refund is booked. A closed order cannot be paid.';
		}
		return `What 1688 shows proves nothing about its payment (${why}), so money may have moved. ${LOOK_UP}`;
	},
};

function inEnglish(english: string | undefined): string {
	return english === undefined ? '' : ` (in English: ${english})`;
}
