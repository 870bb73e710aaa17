import type { IExecuteFunctions } from 'n8n-workflow';

import { findAccessProblem, NEUTRAL_READ } from '../shared/api/accessProblem';
import { readPatiently } from '../shared/api/readPatiently';
import { timestampUnitOf } from '../shared/api/signature';
import { isForgottenAfterwards } from '../shared/n8n/isForgottenAfterwards';
import { advice } from './advice';
import type { Mode, Settings } from './settings';

/** Why nothing may be paid, in words for the orders' items. */
export interface Obstacle {
	errorReason: string;
	advice: string;
}

/**
 * Makes sure, before the first payment, that what is paid will be remembered and, unless all orders are looked up anyway, that
 * the API serves this account. Never throws.
 *
 * @param context n8n's execution context.
 * @param settings The checked settings.
 * @returns What stands in the way; `undefined` when payments may leave.
 */
export async function findObstacle(
	context: IExecuteFunctions,
	settings: Settings,
): Promise<Obstacle | undefined> {
	if (settings.mode === 'pay' && isForgottenAfterwards(context)) {
		return {
			errorReason: "n8n's Assistant runs this node alone, with no memory of payments",
			advice: advice.forgotten,
		};
	}
	return settings.lookUpFirst ? undefined : await findAccessObstacle(context, settings);
}

/**
 * Finds out whether the API serves this account: a call that only reads must be answered with code 200. So a wrong key, address
 * or clock never leaves an order that may have been paid. The API is asked once in each execution and mode: a yes
 * holds for later passes too. Never throws.
 *
 * @param context n8n's execution context.
 * @param settings The checked settings.
 * @returns What stands in the way; `undefined` when the account is served.
 */
export async function findAccessObstacle(
	context: IExecuteFunctions,
	{ mode, credential, timeoutMs, notSentRetries }: Settings,
): Promise<Obstacle | undefined> {
	const execution = context.getContext('node') as { served?: Mode };
	if (execution.served === mode) return undefined;
	const problem = await findAccessProblem(timestampUnitOf(credential), async (timestampUnit) => {
		const call = {
			credential: { ...credential, timestampUnit },
			endpoint: NEUTRAL_READ.endpoint,
			body: JSON.stringify(NEUTRAL_READ.body),
			timeoutMs,
		};
		return await readPatiently(context, call, notSentRetries);
	});
	if (problem === undefined) {
		execution.served = mode;
		return undefined;
	}
	return { errorReason: problem.reason, advice: advice.notServed(problem.next) };
}
