import type { IExecuteFunctions } from 'n8n-workflow';

import { isRecord } from '../shared/api/envelope';
import { parameterReader } from '../shared/n8n/readField';
import { DEFAULT_TIMEOUT_MS, ONE_HOUR_MS } from '../shared/n8n/timeoutField';
import { FieldProblem } from './fields/fieldProblem';

/**
 * Prepares to read how long to wait for the answer to a call.
 *
 * @param context n8n's execution context.
 * @returns A function that takes an item's index and gives milliseconds. It throws FieldProblem when "Timeout (Ms)" is no time.
 */
export function timeoutReader(context: IExecuteFunctions): (item: number) => number {
	const options = parameterReader(context, 'options', {});
	return (item) => {
		const given = options(item);
		const timeoutMs =
			isRecord(given) && 'timeoutMs' in given ? given.timeoutMs : DEFAULT_TIMEOUT_MS;
		if (typeof timeoutMs === 'number' && timeoutMs >= 1 && timeoutMs <= ONE_HOUR_MS)
			return timeoutMs;
		throw new FieldProblem(`"Timeout (Ms)" must be a number from 1 to ${ONE_HOUR_MS}`);
	};
}
