import type { NodeExecutionHint } from 'n8n-workflow';

import { looksTooShort, worthComparing } from '../shared/orders/orderIdChecks';
import type { Remarks } from './run';
import type { Summary } from './summary';
import { orders, summaryText } from './summaryText';

/**
 * The banners over the node's output, most important first. The first one says what the summary says.
 *
 * @param summary The run in numbers.
 * @param orderIds The valid orders of the run, each once.
 * @param remarks What else a person should know about the run.
 * @param alwaysOutputData The node's setting "Always Output Data".
 */
export function banners(
	summary: Summary,
	orderIds: string[],
	remarks: Remarks,
	alwaysOutputData = false,
): NodeExecutionHint[] {
	const { unexpectedIds, notRecorded, memoryNotAsked } = remarks;
	const successes = summary.submitted + summary.paid;
	const isLess = summary.amountReady > 0 && summary.readyWithoutAmount > 0;
	const allIsWell =
		summary.orders === successes + summary.ready && memoryNotAsked === undefined && !isLess;
	// The editor opens on Success, and says no more than that it is empty.
	const where = successes === 0 && summary.orders > 0 ? ' See the Failure branch.' : '';
	const hints: NodeExecutionHint[] = [
		{
			message: `${summaryText(summary, remarks)}${where}`,
			type: allIsWell ? 'info' : 'warning',
			location: 'outputPane',
		},
	];
	const warn = (message: string) =>
		hints.push({ message, type: 'warning', location: 'outputPane' });
	const rounded = worthComparing(orderIds);
	if (rounded.length > 0) {
		warn(
			`${rounded.length === 1 ? '1 order ID looks' : `${rounded.length} order IDs look`} rounded, as a spreadsheet or a number field rounds them: ${firstFew(rounded)}. Compare them with the orders on 1688. If they differ, set the column to plain text in the sheet and enter the IDs again.`,
		);
	}
	const short = orderIds.filter(looksTooShort);
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
	if (memoryNotAsked !== undefined) {
		warn(`${memoryNotAsked}. So this check does not know what earlier runs have submitted.`);
	}
	if (alwaysOutputData && successes === 0) {
		warn(
			'No order succeeded. The empty item on Success is put there by n8n, because the setting "Always Output Data" is on; switch it off for this node.',
		);
	}
	return hints;
}

function firstFew(orderIds: string[]): string {
	return `${orderIds.slice(0, 5).join(', ')}${orderIds.length > 5 ? ' and more' : ''}`;
}
