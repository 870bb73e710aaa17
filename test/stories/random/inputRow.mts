import type { IDataObject } from 'n8n-workflow';

import type { Scenario } from './scenario.mts';

/** What a sheet may hold beside its IDs, left over from an earlier run. */
export const OLD_ADVICE = 'old advice';

/** What tells a result that comes in again. */
const RESULT = { outcome: 'notSent', batch: null, requestId: null };

/** The input items as the node gets them. */
export function inputRows({ items, comesBack }: Scenario): IDataObject[] {
	return items.map(({ value, max }, row) => ({
		orderId: value as string,
		row,
		error: 'an old error',
		advice: OLD_ADVICE,
		retrySafe: true,
		...(max.written !== undefined && { max: max.written }),
		...(comesBack && { ...RESULT, input_advice: 'older advice' }),
	}));
}
