import type { Endpoint } from '../../dist/nodes/shared/api/endpoints.js';

/** Calls that no node makes, and that the examples make with n8n's HTTP Request node. */
export const exampleCalls = {
	cancelOrder: { method: 'POST', path: '/alibaba/order/cancel', effect: 'changes' },
	cartList: { method: 'GET', path: '/v2/alibaba/cart/list', effect: 'reads' },
	taobaoProduct: { method: 'GET', path: '/open/product/get', effect: 'reads' },
	taobaoLogistics: { method: 'GET', path: '/open/order/logistics/detail/get', effect: 'reads' },
	address: { method: 'POST', path: '/open/address/addOrUpdate', effect: 'changes' },
} as const satisfies Record<string, Endpoint>;
