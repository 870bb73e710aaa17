import type { IExecuteFunctions } from 'n8n-workflow';

import { parameterReader } from '../../shared/n8n/readField';
import { FieldProblem } from '../fields/fieldProblem';

/** How a person wants an answer. */
export interface View {
	simplify: boolean;
	/** What to return of an order besides its own fields. */
	include: unknown[];
	/** How many entries of a list to return. */
	most: number;
}

/**
 * Prepares to read how the answer is wanted for each input item.
 *
 * @param context n8n's execution context.
 * @returns A function that takes an item's index. It throws FieldProblem when "Limit" is no number of entries.
 */
export function viewReader(context: IExecuteFunctions): (item: number) => View {
	const [simplify, include] = [
		parameterReader(context, 'simplify', false),
		parameterReader(context, 'include', []),
	];
	const [returnAll, limit] = [
		parameterReader(context, 'returnAll', true),
		parameterReader(context, 'limit', 0),
	];
	return (item) => {
		const parts = include(item);
		return {
			simplify: simplify(item) === true,
			include: Array.isArray(parts) ? parts : [],
			most: returnAll(item) === true ? Infinity : entries(limit(item)),
		};
	};
}

function entries(limit: unknown): number {
	if (typeof limit === 'number' && Number.isInteger(limit) && limit > 0) return limit;
	throw new FieldProblem('"Limit" must be a whole number from 1');
}
