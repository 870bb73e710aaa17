import type { IExecuteFunctions } from 'n8n-workflow';

import type { Request } from '../request';
import { FieldProblem } from './fieldProblem';

const LONG_NUMBERS = /\d{16,}/g;

/**
 * Refuses a request that holds an ID which n8n has rounded: a number column that an expression turns into text gets past every
 * field.
 *
 * @param context n8n's execution context.
 * @param item Index of the input item.
 * @param request What is about to be sent.
 * @throws FieldProblem when the input item holds such a number.
 */
export function refuseRounded(context: IExecuteFunctions, item: number, request: Request): void {
	const sent = [request.body ?? '', ...Object.values(request.query ?? {}), request.endpoint.path];
	const numbers = new Set(sent.flatMap((text) => text.match(LONG_NUMBERS) ?? []));
	if (numbers.size === 0) return;
	const given = roundedIn(context.getInputData()[item]?.json);
	const rounded = given.find((digits) => numbers.has(digits));
	if (rounded !== undefined)
		throw new FieldProblem(
			`${rounded} came as a number and has lost its last digits: set the column to plain text in the sheet, and enter it again`,
		);
}

function roundedIn(value: unknown): string[] {
	if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(roundedIn);
	if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value))
		return [];
	// As JavaScript writes it, and with the digits that it really holds.
	return [String(value), BigInt(value).toString()];
}
