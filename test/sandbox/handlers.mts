import type { Handler } from './handler.mts';
import { address } from './handlers/address.mts';
import { cart1688 } from './handlers/cart1688.mts';
import { order1688 } from './handlers/order1688.mts';
import { payment } from './handlers/payment.mts';
import { product1688 } from './handlers/product1688.mts';
import { refund1688 } from './handlers/refund1688.mts';
import { taobaoCart } from './handlers/taobaoCart.mts';
import { taobaoOrder } from './handlers/taobaoOrder.mts';
import { taobaoProduct } from './handlers/taobaoProduct.mts';
import { taobaoRefund } from './handlers/taobaoRefund.mts';

/** Paths of the calls that pay, that look an order up, and that search products. docs/api.md has their fields, and how each is known. */
export const PAY = '/alibaba/order/batch/submit/to/pay';
export const DETAIL = '/alibaba/order/detail';
export const KEYWORDS = '/alibaba/product/keywords/query';
/** A call that may pay: it asks for a payment link. */
export const LINK = '/alibaba/order/pay/url';

/** The work of each endpoint, by method and path. None of it comes from the package: a wrong path there finds nothing here. */
export const handlers: Record<string, Handler> = {
	...payment,
	...order1688,
	...product1688,
	...cart1688,
	...refund1688,
	...taobaoProduct,
	...taobaoOrder,
	...taobaoRefund,
	...taobaoCart,
	...address,
};

/** POST calls whose fields may stand in the query in place of the body. */
export const BODY_OR_QUERY = ['POST /alibaba/refund/info'];
