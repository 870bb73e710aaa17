import type { NodeExecutionHint } from 'n8n-workflow';

import { isSuccess, type Result } from './outcome';
import type { Remarks } from './payBatches';
import type { Entry } from './readOrders';

/** A spreadsheet keeps 15 digits of an ID's 19; as text it can not be told from an ID that really ends so. */
const LOOKS_ROUNDED = /^\d{15}0{4}$/;

/**
 * Sums a run up for the banner over the output.
 *
 * @param entries Every (item, ID) pair of the run.
 * @param results One result for each valid order.
 * @param remarks What the run brought to light besides.
 * @param alwaysOutputData The node's setting "Always Output Data".
 * @returns The banners, most important first. Orders are counted once, however often they came in.
 */
export function summarize(
	entries: Entry[],
	results: ReadonlyMap<string, Result>,
	{ strangers, notRecorded }: Remarks = { strangers: [], notRecorded: 0 },
	alwaysOutputData = false,
): NodeExecutionHint[] {
	const outcomes = [...results.values()].map(({ outcome }) => outcome);
	const invalid = entries.filter(({ problem }) => problem !== undefined).length;
	const count = (...wanted: string[]) => outcomes.filter((outcome) => wanted.includes(outcome)).length;
	const successes = outcomes.filter(isSuccess).length;
	const unclear = count('unknown', 'alreadySubmitted');
	const ready = count('ready');
	const paid = count('paid');
	const failed = outcomes.length + invalid - successes - unclear - ready;

	const parts = [
		ready > 0 ? `${ready} ready to send` : `${count('submitted')} submitted`,
		// Looked up, not paid now: the banner must not read like a second payment.
		...(paid > 0 ? [`${paid} found paid`] : []),
		`${failed} failed`,
		`${unclear} unclear`,
	];
	const dryRun = ready > 0 ? 'Dry run, nothing was sent. ' : '';
	// The editor opens on Success, and says no more than that it is empty.
	const where = successes === 0 && outcomes.length + invalid > 0 ? ' See the Failure branch.' : '';
	const warning = unclear > 0 ? ' Money may have moved for the unclear ones: read their advice before paying them again.' : '';
	const hints: NodeExecutionHint[] = [
		{
			message: `${dryRun}${orders(outcomes.length + invalid)}: ${parts.join(', ')}.${where}${warning}`,
			type: unclear > 0 ? 'warning' : 'info',
			location: 'outputPane',
		},
	];
	const zeros = [...results.keys()].filter((orderId) => LOOKS_ROUNDED.test(orderId));
	if (zeros.length > 0) {
		hints.push({
			message: `${zeros.length === 1 ? '1 order ID ends' : `${zeros.length} order IDs end`} in 0000, as IDs do that a spreadsheet has rounded: ${some(zeros)}. Compare with the orders on 1688. If they differ, set the column to plain text in the sheet and enter the IDs again.`,
			type: 'warning',
			location: 'outputPane',
		});
	}
	if (strangers.length > 0) {
		hints.push({
			message: `The API's answer names orders that this node did not send: ${some(strangers)}. They changed no result. Tell PandaPon.`,
			type: 'warning',
			location: 'outputPane',
		});
	}
	if (notRecorded > 0) {
		hints.push({
			message: `${orders(notRecorded)} could not be recorded in the memory of submitted orders: a later run will not know them and may pay them again. Remove their rows from the sheet before the next run.`,
			type: 'warning',
			location: 'outputPane',
		});
	}
	if (alwaysOutputData && successes === 0) {
		hints.push({
			message:
				'No order succeeded. The empty item on Success is put there by n8n, because the setting "Always Output Data" is on; switch it off for this node.',
			type: 'warning',
			location: 'outputPane',
		});
	}
	return hints;
}

function orders(count: number): string {
	return count === 1 ? '1 order' : `${count} orders`;
}

function some(orderIds: string[]): string {
	return `${orderIds.slice(0, 5).join(', ')}${orderIds.length > 5 ? ' and more' : ''}`;
}
