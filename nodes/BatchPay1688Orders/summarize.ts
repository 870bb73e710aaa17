import type { NodeExecutionHint } from 'n8n-workflow';

import { looksTooShort, worthComparing } from '../shared/orders/orderIdChecks';
import { isSuccess, type Result } from './outcome';
import type { Entry } from './readOrders';
import type { Remarks } from './run';

/**
 * Sums up a run for the banner above the output.
 *
 * @param entries Every (item, ID) pair of the run.
 * @param results One result for each valid order.
 * @param remarks What else a person should know about the run.
 * @param alwaysOutputData The node's setting "Always Output Data".
 * @returns The banners, most important first. Orders are counted once, however often they came in.
 */
export function summarize(
	entries: Entry[],
	results: ReadonlyMap<string, Result>,
	{ unexpectedIds, notRecorded }: Remarks = { unexpectedIds: [], notRecorded: 0 },
	alwaysOutputData = false,
): NodeExecutionHint[] {
	const outcomes = [...results.values()].map(({ outcome }) => outcome);
	const invalid = entries.filter(({ problem }) => problem !== undefined).length;
	const count = (...wanted: string[]) =>
		outcomes.filter((outcome) => wanted.includes(outcome)).length;
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
	const warning =
		unclear > 0
			? ' Money may have moved for the unclear ones: read their advice before paying them again.'
			: '';
	const hints: NodeExecutionHint[] = [
		{
			message: `${dryRun}${orders(outcomes.length + invalid)}: ${parts.join(', ')}.${where}${warning}`,
			type: unclear > 0 ? 'warning' : 'info',
			location: 'outputPane',
		},
	];
	const warn = (message: string) =>
		hints.push({ message, type: 'warning', location: 'outputPane' });
	const rounded = worthComparing([...results.keys()]);
	if (rounded.length > 0) {
		warn(
			`${rounded.length === 1 ? '1 order ID looks' : `${rounded.length} order IDs look`} rounded, as a spreadsheet or a number field rounds them: ${firstFew(rounded)}. Compare them with the orders on 1688. If they differ, set the column to plain text in the sheet and enter the IDs again.`,
		);
	}
	const short = [...results.keys()].filter(looksTooShort);
	if (short.length > 0) {
		warn(
			`${short.length === 1 ? '1 order ID is' : `${short.length} order IDs are`} shorter than those of 1688, which have 19 digits: ${firstFew(short)}. Check that "Order IDs" points at the right column.`,
		);
	}
	if (unexpectedIds.length > 0) {
		warn(
			`The API's answer names orders that this node did not send: ${firstFew(unexpectedIds)}. They changed no result. Tell PandaPon.`,
		);
	}
	if (notRecorded > 0) {
		warn(
			`${orders(notRecorded)} could not be recorded in the memory of submitted orders: a later run will not know them and may pay them again. Remove their rows from the sheet before the next run.`,
		);
	}
	if (alwaysOutputData && successes === 0) {
		warn(
			'No order succeeded. The empty item on Success is put there by n8n, because the setting "Always Output Data" is on; switch it off for this node.',
		);
	}
	return hints;
}

function orders(count: number): string {
	return count === 1 ? '1 order' : `${count} orders`;
}

function firstFew(orderIds: string[]): string {
	return `${orderIds.slice(0, 5).join(', ')}${orderIds.length > 5 ? ' and more' : ''}`;
}
