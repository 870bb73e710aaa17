import type { IExecuteFunctions } from 'n8n-workflow';

import { findAccessProblem, NEUTRAL_READ } from '../shared/api/accessProblem';
import { callOnce, type CallResult } from '../shared/api/callOnce';
import { readEnvelope } from '../shared/api/envelope';
import { waitToResend } from '../shared/api/resend';
import { timestampUnitOf, type TimestampUnit } from '../shared/api/signature';
import { advice } from './advice';
import { isForgottenAfterwards } from './isForgottenAfterwards';
import type { Settings } from './settings';

/** Why nothing may be paid, in words for the orders' items. */
export interface Obstacle {
	errorReason: string;
	advice: string;
}

/**
 * Makes sure, before the first payment, that what is paid will be remembered, and that the API serves this account: a call
 * that only reads must be answered with code 200. So a wrong key, address or clock never leaves an order that may have been
 * paid. The API is asked once in each execution: a yes holds for later passes too. Never throws.
 *
 * @param context n8n's execution context.
 * @param settings The checked settings.
 * @returns What stands in the way; `undefined` when payments may leave.
 */
export async function findObstacle(
	context: IExecuteFunctions,
	settings: Settings,
): Promise<Obstacle | undefined> {
	if (isForgottenAfterwards(context)) {
		return {
			errorReason: "n8n's Assistant runs this node alone, and nothing would remember what was paid",
			advice: advice.forgotten,
		};
	}
	const execution = context.getContext('node') as { served?: boolean };
	if (execution.served) return undefined;
	const unit = timestampUnitOf(settings.credential);
	const problem = await findAccessProblem(
		unit,
		async (timestampUnit) => await ask(context, settings, timestampUnit),
	);
	execution.served = problem === undefined;
	return problem === undefined ? undefined : { errorReason: problem, advice: advice.notServed };
}

async function ask(
	context: IExecuteFunctions,
	{ credential, timeoutMs, notSentRetries }: Settings,
	timestampUnit: TimestampUnit,
): Promise<CallResult> {
	for (let attempt = 0; ; attempt++) {
		const call = await callOnce(context, {
			credential: { ...credential, timestampUnit },
			...NEUTRAL_READ,
			timeoutMs,
		});
		if (
			wasTakenIn(call) ||
			attempt >= notSentRetries ||
			!(await waitToResend(context, call, attempt))
		)
			return call;
	}
}

function wasTakenIn(call: CallResult): boolean {
	if (call.kind !== 'answered') return call.kind !== 'notSent';
	return call.httpStatus !== 429 && readEnvelope(call.body)?.code !== 429;
}
