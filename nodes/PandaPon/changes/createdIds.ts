import { isRecord } from '../../shared/api/envelope';
import type { Operation } from '../../shared/catalog/endpoint';

/**
 * Names of what is created, as 1688 and Taobao have them; PandaPon documents that of a refund alone. `id` beside `idOfStr` may
 * be rounded, and is left out.
 */
const NAMES: Record<NonNullable<Operation['creates']>, ReadonlySet<string>> = {
	order: new Set([
		'orderId',
		'idOfStr',
		'purchaseId',
		'purchase_id',
		'purchaseOrderId',
		'purchase_order_id',
		'orderIds',
		'successOrderIds',
	]),
	refund: new Set(['refundId']),
};
/** Shorter numbers could be error codes. */
const ID = /^(TQ)?[1-9]\d{7,24}$/;
const BARE_ID = /^(TQ)?[1-9]\d{9,24}$/;
const DEEPEST = 5;

/** What an answer says was created. */
export interface Created {
	/** Each ID once, as text. */
	ids: string[];
	/** Parts of the answer that say that they were not created. */
	failed: unknown[];
}

/**
 * Finds what an answer says was created.
 *
 * @param creates What was to be created; `undefined`: nothing.
 * @param data `data` of the answer.
 */
export function createdIn(creates: Operation['creates'], data: unknown): Created {
	if (creates === undefined) return { ids: [], failed: [] };
	// Some calls of this API answer with nothing but the ID, or a list of them.
	const given: unknown[] = [data].flat();
	const bare = given.flatMap((each) => idIn(each, BARE_ID) ?? []);
	if (bare.length > 0 && bare.length === given.length) return { ids: bare, failed: [] };
	const found: Created = { ids: [], failed: [] };
	search(data, NAMES[creates], found, 0);
	// What one part of the answer names as created, and another one as failed, was not proven to be.
	const failedIds = new Set(found.failed.flatMap((part) => namedIn(part, NAMES[creates])));
	return { ids: [...new Set(found.ids)].filter((id) => !failedIds.has(id)), failed: found.failed };
}

function search(value: unknown, names: ReadonlySet<string>, found: Created, depth: number): void {
	if (depth > DEEPEST) return;
	if (Array.isArray(value)) for (const each of value) search(each, names, found, depth + 1);
	if (!isRecord(value)) return;
	// An entry of a list can fail by itself, and name its order all the same.
	if (depth > 0 && saysNo(value.success)) {
		found.failed.push(value);
		return;
	}
	found.ids.push(...namedIn(value, names));
	for (const [name, field] of Object.entries(value)) {
		if (name !== 'failedOfferList') search(field, names, found, depth + 1);
		else if (Array.isArray(field)) found.failed.push(...(field as unknown[]));
	}
}

function namedIn(value: unknown, names: ReadonlySet<string>): string[] {
	if (!isRecord(value)) return [];
	return [...names].flatMap((name) => [value[name]].flat().flatMap((each) => idIn(each, ID) ?? []));
}

function saysNo(success: unknown): boolean {
	return success === false || (typeof success === 'string' && /^\s*false\s*$/i.test(success));
}

function idIn(value: unknown, pattern: RegExp): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	return pattern.test(String(value)) ? String(value) : undefined;
}
