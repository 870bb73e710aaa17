import type { CallResult } from '../api/callOnce';
import { isRecord, readEnvelope } from '../api/envelope';
import { isComplete } from '../api/httpStatus';

/**
 * Reads the answer to the look-up of one order.
 *
 * @param orderId The order that was asked for.
 * @param call What became of the call.
 * @returns `data` of the answer; `undefined` when there is no answer, or it does not say success or does not name the order
 * that was asked for.
 */
export function readOrderDetail(
	orderId: string,
	call: CallResult,
): Record<string, unknown> | undefined {
	if (call.kind !== 'answered' || !isComplete(call.httpStatus)) return undefined;
	const envelope = readEnvelope(call.body);
	if (envelope?.code !== 200 || !isRecord(envelope.data)) return undefined;
	const { data } = envelope;
	return isRecord(data.baseInfo) && namesOrder(orderId, data, data.baseInfo) ? data : undefined;
}

/**
 * 1688's buyer view names the order as `idOfStr` (text) and `id` (number). At least one name must be there, and every name
 * that is there must match. One of 1688's samples shows the number rounded beside the exact text: it then counts as a match.
 */
function namesOrder(orderId: string, ...parts: Array<Record<string, unknown>>): boolean {
	const rounded = Number(orderId);
	const names = parts.flatMap(({ id, idOfStr, orderId: named }) => {
		const roundedBeside =
			idOfStr === orderId && [String(rounded), String(BigInt(rounded))].includes(String(id));
		return [roundedBeside ? orderId : id, idOfStr, named];
	});
	const given = names.filter((name) => name !== undefined && name !== null);
	return (
		given.length > 0 &&
		given.every((name) => (typeof name === 'number' ? String(name) : name) === orderId)
	);
}
