import type { LiteralCall } from '../../../support/engine/literalCall.mts';
import { addressCalls } from './address.mts';
import { cart1688Calls } from './cart1688.mts';
import { order1688Calls } from './order1688.mts';
import { product1688Calls } from './product1688.mts';
import { refund1688Calls } from './refund1688.mts';
import {
	taobaoCartCalls,
	taobaoOrderCalls,
	taobaoProductCalls,
	taobaoRefundCalls,
} from './taobao.mts';

/** Every example. */
export const allCalls: LiteralCall[] = [
	...order1688Calls,
	...product1688Calls,
	...cart1688Calls,
	...refund1688Calls,
	...taobaoProductCalls,
	...taobaoOrderCalls,
	...taobaoRefundCalls,
	...taobaoCartCalls,
	...addressCalls,
];

const firstOfEach = allCalls.filter(({ when }) => when === undefined);

/** One example of each operation, named for `test.each`. */
export const named = (
	wanted: (call: LiteralCall) => boolean,
): Array<[name: string, call: LiteralCall]> =>
	firstOfEach.filter(wanted).map((call) => [`${call.resource}: ${call.operation}`, call]);

export const reads = named(({ effect }) => effect === 'reads');
export const changes = named(({ effect }) => effect !== 'reads');

/** The example of an operation. */
export function callOf(resource: string, operation: string): LiteralCall {
	const call = firstOfEach.find(
		(each) => each.resource === resource && each.operation === operation,
	);
	if (call === undefined) throw new Error(`No example of ${resource}: ${operation}`);
	return call;
}
