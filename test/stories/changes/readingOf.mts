import type { Fault } from '../../sandbox/faults.mts';
import type { Outcome } from './apiAnswers.mts';

const REFUSALS = new Set([400, 401, 403, 404, 405, 413, 415, 422]);
const RATE_LIMIT = 429;
const SHORTLY_MS = 10;

/**
 * How the end of a call has to be read, going by what the sandbox did to it.
 *
 * @param fault What went wrong, if anything did.
 * @returns The outcomes that are right; `asAnswered`: the API's own answer arrived.
 */
export function readingOf(fault: Fault | undefined): Outcome[] | 'asAnswered' {
	if (fault === undefined) return 'asAnswered';
	switch (fault.kind) {
		case 'slow':
			return fault.ms <= SHORTLY_MS ? 'asAnswered' : ['unclear'];
		case 'status':
			return fault.body === undefined ? byStatus(fault.status) : ['unclear'];
		case 'code':
			return typeof fault.code === 'number' ? byStatus(fault.code) : ['unclear'];
		case 'echo':
			// The echoed headers may hold a word that speaks of trouble.
			return REFUSALS.has(fault.status) ? ['refused', 'unclear'] : ['unclear'];
		default:
			return ['unclear'];
	}
}

function byStatus(status: number): Outcome[] {
	if (status === RATE_LIMIT) return ['notSent'];
	return [REFUSALS.has(status) ? 'refused' : 'unclear'];
}
