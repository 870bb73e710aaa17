import { address } from './address';
import { cart1688 } from './cart1688';
import type { Operation, Operations } from './endpoint';
import { order1688 } from './order1688';
import { product1688 } from './product1688';
import { refund1688 } from './refund1688';
import { taobaoCart } from './taobaoCart';
import { taobaoOrder } from './taobaoOrder';
import { taobaoProduct } from './taobaoProduct';
import { taobaoRefund } from './taobaoRefund';

/** A group of operations in the editor. */
export interface Resource {
	name: string;
	operations: Operations;
}

/**
 * Every call whose request is completely known, by the values of the parameters `resource` and `operation`. The editor's fields,
 * the requests, the reading of answers and docs/endpoints.md come from it.
 */
export const catalog: Readonly<Record<string, Resource>> = {
	order1688: { name: '1688 Order', operations: order1688 },
	product1688: { name: '1688 Product', operations: product1688 },
	cart1688: { name: '1688 Cart', operations: cart1688 },
	refund1688: { name: '1688 Refund', operations: refund1688 },
	taobaoProduct: { name: 'Taobao Product', operations: taobaoProduct },
	taobaoOrder: { name: 'Taobao Order', operations: taobaoOrder },
	taobaoRefund: { name: 'Taobao Refund', operations: taobaoRefund },
	taobaoCart: { name: 'Taobao Cart', operations: taobaoCart },
	address: { name: 'Address', operations: address },
};

/**
 * Finds an operation.
 *
 * @param resource Value of the parameter `resource`.
 * @param operation Value of the parameter `operation`.
 * @returns Its record; `undefined` where there is none.
 */
export function operationOf(resource: string, operation: string): Operation | undefined {
	const operations = Object.hasOwn(catalog, resource) ? catalog[resource]?.operations : undefined;
	return operations !== undefined && Object.hasOwn(operations, operation)
		? operations[operation]
		: undefined;
}
