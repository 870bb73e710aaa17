import type { INodeExecutionData } from 'n8n-workflow';

import type { Summary } from '../dist/nodes/BatchPay1688Orders/summary.js';
import type { Account } from '../test/sandbox/account.mts';

/**
 * Compares the outputs of a run with the sandbox's ledger.
 *
 * @param orderIds The orders that came in.
 * @param outputs Success, Failure and Summary.
 * @param account The sandbox's account.
 * @returns A line for each broken promise; none if all is well.
 */
export function findDisagreements(
	orderIds: string[],
	outputs: INodeExecutionData[][],
	account: Account,
): string[] {
	const [success = [], failure = [], [summary] = []] = outputs;
	const { amountSubmitted, amountFoundPaid } = summary?.json as unknown as Summary;
	const idsOf = (items: INodeExecutionData[]) =>
		new Set(items.map(({ json }) => json.orderId as string));
	const [paid, unpaid] = [idsOf(success), idsOf(failure)];
	const [shown, charged] = [amountSubmitted + amountFoundPaid, account.submittedFen() / 100];
	const safe = idsOf(failure.filter(({ json }) => json.retrySafe));
	return [
		...(shown.toFixed(2) === charged.toFixed(2)
			? []
			: [`${shown} yuan are shown as paid, but ${charged} were charged`]),
		...account.paidTwice().map((id) => `${id} was submitted twice`),
		...orderIds
			.filter((id) => !paid.has(id) && !unpaid.has(id))
			.map((id) => `${id} left on no output`),
		...orderIds
			.filter((id) => paid.has(id) && unpaid.has(id))
			.map((id) => `${id} left on both outputs`),
		...[...paid]
			.filter((id) => account.submissions(id) !== 1)
			.map((id) => `${id} is on Success, but the ledger has it ${account.submissions(id)} times`),
		...[...safe]
			.filter((id) => account.submissions(id) > 0)
			.map((id) => `${id} is called safe to send again, but the ledger has it`),
	];
}
