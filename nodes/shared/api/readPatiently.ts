import type { IExecuteFunctions } from 'n8n-workflow';

import { callOnce, type Call, type CallResult } from './callOnce';
import { readEnvelope } from './envelope';
import { waitToResend } from './resend';

/**
 * Makes a call that only reads, and repeats it when the API did not take it in: the request never arrived, or the API was rate
 * limiting (429). Never throws.
 *
 * @param context n8n's execution context.
 * @param call The call.
 * @param attempts How often it may be repeated.
 * @returns What became of the last call.
 */
export async function readPatiently(
	context: IExecuteFunctions,
	call: Call,
	attempts: number,
): Promise<CallResult> {
	for (let attempt = 0; ; attempt++) {
		const result = await callOnce(context, call);
		if (wasTakenIn(result) || attempt >= attempts) return result;
		if (!(await waitToResend(context, result, attempt))) return result;
	}
}

function wasTakenIn(call: CallResult): boolean {
	if (call.kind !== 'answered') return call.kind !== 'notSent';
	if (call.httpStatus === 429) return false;
	// Only an answer with these digits can have the code: reading all of them here would read each answer twice.
	return !call.body.includes('429') || readEnvelope(call.body)?.code !== 429;
}
