/** Reasons PandaPon documents, in English. */
const REASONS_IN_ENGLISH: Record<string, string> = {
	账户额度不足: 'the account limit is not sufficient',
};

const LOOK_UP =
	'Look the order up in PandaPon or on 1688. If it is paid, nothing is left to do. If it is certainly not paid, make a list with only this order, switch the option "Skip Orders Already Submitted" off, run it once, and switch it on again: while it is off, every order of the list is sent.';

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
	ready: (batch: number): string =>
		`Dry run: nothing was sent and no money moved. This order would be sent in batch ${batch}, unless an earlier run has submitted it. Switch "Dry Run" off to pay.`,
	notSent: 'The call never reached the API, so no money moved. Check the connection and the Base URL in the PandaPon API credential, then run it again.',
	tooManyRequests:
		'The API asked for fewer calls and did not process this one, so no money moved. Wait a little, raise the option "Pause Between Batches (Ms)", then run it again.',
	heldBack: (batch: number): string =>
		`This order was not sent and no money moved for it. Look at the orders of batch ${batch} first, then run this one again. This is because the option "Stop After a Failed Batch" is on.`,
	cancelled: 'This order was not sent and no money moved for it. Run it again when you are ready.',
	orderLimit:
		'None of the orders was sent and no money moved. Check why there are so many; then raise the option "Maximum Orders per Run", or split the list.',
	memoryFull: 'None of the orders was sent and no money moved. Split the list into smaller runs.',
	memoryFailed:
		'This order was not sent and no money moved for it. Save the workflow and check that the database of n8n works, then run it again.',
	notRun: 'The order was not sent and no money moved for it. Correct what errorReason names, then run the node again.',
	rejectedOrder: (errorReason: string): string => {
		const known = Object.hasOwn(REASONS_IN_ENGLISH, errorReason);
		const meaning = known ? ` (in English: ${REASONS_IN_ENGLISH[errorReason]})` : '';
		return `The API says that it did not pay this order${meaning}. If the reason can be settled, e.g. by topping up, settle it and run it again; a closed or unknown order comes off the list.`;
	},
	refusedCall: (status: number): string =>
		`The API refused the whole call before processing it, so no money moved. ${CHECK_BY_STATUS[status] ?? 'Settle what errorReason says.'} Then run it again.`,
	refusedEverywhere:
		'The API answers a mere look-up in the same way, so it refused the call before processing it and no money moved. Open the PandaPon API credential, save it to test it, then run it again.',
	unknown: `Money may have moved. Do not simply run it again. ${LOOK_UP} If there is a requestId, PandaPon's support can find the call by it.`,
	alreadySubmitted: `Money may have moved in that earlier run, so the order was not sent again. ${LOOK_UP}`,
	lookedUp: (orderStatus: string): string => {
		if (orderStatus === 'waitbuyerpay') {
			return '1688 shows the order as waiting for payment, but PandaPon may still be paying it: the payment may be under way, and money may still move. Do not send it again now. Look again later, e.g. tomorrow; if nothing has changed, ask PandaPon and quote the requestId.';
		}
		if (orderStatus === 'cancel' || orderStatus === 'terminated') {
			return '1688 shows the order as closed. Money may have moved before it was closed: check in PandaPon whether a payment or a refund is booked. A closed order can not be paid.';
		}
		return `1688 shows the order with a status that proves nothing about its payment, so money may have moved. ${LOOK_UP}`;
	},
};
