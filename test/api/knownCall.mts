import type { MessageEvent } from '../../dist/nodes/PandaPonTrigger/eventOf.js';
import type { Endpoint } from '../../dist/nodes/shared/catalog/endpoint.js';
import { documented, inferred, unknown, type Known, type Label } from './knowledge.mts';

/** How a call is reached with this package. */
export type Reach =
	/** An operation of the PandaPon node: `resource.operation`. Method, path and fields stand in its record. */
	| { by: 'operation'; operation: string }
	/** The node Batch Pay 1688 Orders. */
	| { by: 'batchPay' }
	/** PandaPon makes this call: a message that the PandaPon Trigger receives. `type` is its name, where it is documented. */
	| { by: 'message'; event: MessageEvent; type?: string }
	/** *Other Call* of the PandaPon node, once the path is known. */
	| { by: 'otherCall'; note?: string }
	| { by: 'nothing'; why: string };

/** What is known of one call of PandaPon's sidebar, beside its record in the catalog. */
export interface KnownCall {
	/** As PandaPon's English sidebar names it. */
	name: string;
	reach: Reach;
	/** Where no record says it. */
	method?: Endpoint['method'];
	/** The first version's path, where no record says it and one is known. */
	path?: string;
	/** How the path is known in each version. */
	v1: Label;
	v2: Label | 'none';
	request: Known[];
	answer: Known[];
	/** What is known of the unit of amounts in the answer of an operation. */
	amounts?: Known;
	/** Pages of PandaPon, as `en 263477650`, or a source in words. */
	sources: string[];
}

/** A group of PandaPon's sidebar. */
export interface CallGroup {
	name: string;
	calls: KnownCall[];
}

/** The request of an operation is documented in full: that is what makes it one. */
export const ALL_FIELDS: Known = documented('all fields');
export const FIELDS_UNKNOWN: Known = unknown('its fields');
export const ANSWER_UNKNOWN: Known = unknown('its fields');

/** A call of which the sidebar shows the name and the method, and nothing else is known. */
export function nameOnly(
	name: string,
	method: Endpoint['method'],
	sources: string[],
	more: Partial<KnownCall> = {},
): KnownCall {
	return {
		name,
		method,
		reach: { by: 'otherCall' },
		v1: 'unknown',
		v2: 'unknown',
		request: [FIELDS_UNKNOWN],
		answer: [ANSWER_UNKNOWN],
		sources,
		...more,
	};
}

/** What the call of the same name takes at 1688 or Taobao, to which PandaPon most likely passes it on. */
export const likely = (owner: string, fields: string): Known => inferred(`${owner} has ${fields}`);

/**
 * The path of a call in one version of the API. The second version stands under `/v2`, and its Taobao calls under `/v2/taobao`;
 * addresses and logistics keep `/open`.
 *
 * @param path A path of either version.
 */
export function pathIn(version: 1 | 2, path: string): string {
	const first = path.replace(/^\/v2\/taobao\//, '/open/').replace(/^\/v2\//, '/');
	if (version === 1) return first;
	return /^\/open\/(?!address\/|pp\/)/.test(first)
		? first.replace(/^\/open\//, '/v2/taobao/')
		: `/v2${first}`;
}
