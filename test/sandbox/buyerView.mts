import type { SandboxOrder, Supplier } from './account.mts';
import {
	CLOSED,
	freightOf,
	linesOf,
	PAID,
	payStatuses,
	plainStatus,
	SHIPPED,
} from './orderState.mts';

const CREATE_TIME = '20241124090000000+0800';
export const PAY_TIME = '20241124093000000+0800';
const SHIP_TIME = '20241125160000000+0800';
const REFUNDED = 4;
const [SHIPPED_ITEM, NOT_SHIPPED_ITEM] = [2, 1];
const SUPPLIER: Supplier = {
	companyName: '义乌市明灯日用品有限公司',
	shopName: '明灯日用品',
	loginId: 'yiwu-mingdeng',
};

/** What 1688 shows a buyer of an order's payment; names and values as 1688 documents them. Amounts are in yuan. */
export function buyerView(orderId: string, order: SandboxOrder): Record<string, unknown> {
	const { status, price, stages, supplier = SUPPLIER } = order;
	const terms = payStatuses(order);
	const refunded = terms.includes(REFUNDED);
	const paid = refunded || terms.some((payStatus) => PAID.includes(payStatus));
	const freight = freightOf(order);
	const items = productItems(orderId, order);
	return {
		baseInfo: {
			// Rounded, next to the exact text, as in 1688's own sample.
			id: Number(orderId),
			idOfStr: orderId,
			status,
			totalAmount: 'totalAmount' in order ? order.totalAmount : price / 100,
			// Beside the total, amounts that must not be taken for it; the discount is in fen.
			sumProductPayment: (price - freight) / 100,
			shippingFee: freight / 100,
			discount: -200,
			createTime: CREATE_TIME,
			refund: refunded ? price / 100 : 0,
			tradeType: order.tradeType ?? (stages === undefined ? '50060' : '7'),
			sellerLoginId: supplier.loginId,
			sellerContact: { companyName: supplier.companyName, shopName: supplier.shopName },
			...(paid && { payTime: PAY_TIME }),
			...(refunded && { refundStatus: 'refundsuccess' }),
			...(order.refund && { refundStatus: order.refund.status, refundId: order.refund.id }),
			...(order.message !== undefined && { buyerFeedback: order.message }),
			...(CLOSED.includes(plainStatus(order)) && whyClosed(plainStatus(order), refunded)),
			...(stages !== undefined && {
				newStepOrderList: stages.map((payStatus, phase) => ({
					payStatus,
					phase: phase + 1,
					payFee: share(price, phase, stages.length),
				})),
			}),
		},
		tradeTerms: terms.map((payStatus, phase) => ({
			payStatus: String(payStatus),
			phase: phase + 1,
			phasAmount: share(price, phase, terms.length),
			...(PAID.includes(payStatus) && { payTime: PAY_TIME, payWay: '1', payWayDesc: '支付宝' }),
		})),
		productItems: items,
		nativeLogistics: nativeLogistics(orderId, order, items),
	};
}

/** The lines; what the last one costs makes the sum right, whatever the price has become. */
function productItems(orderId: string, order: SandboxOrder): Array<Record<string, unknown>> {
	const lines = linesOf(orderId, order);
	let rest = order.price - freightOf(order);
	return lines.map(({ id, offerId, specId, quantity, price }, index) => {
		const amount = index === lines.length - 1 ? rest : price * quantity;
		rest -= amount;
		return {
			subItemID: Number(id),
			subItemIDString: id,
			productID: Number(offerId),
			specId,
			name: '台灯',
			quantity,
			price: price / 100,
			itemAmount: amount / 100,
			logisticsStatus: isShipped(order) ? SHIPPED_ITEM : NOT_SHIPPED_ITEM,
		};
	});
}

function isShipped(order: SandboxOrder): boolean {
	return SHIPPED.includes(plainStatus(order));
}

/** The address as far as it is known, and the parcel once there is one. */
function nativeLogistics(
	orderId: string,
	order: SandboxOrder,
	items: Array<Record<string, unknown>>,
): Record<string, unknown> {
	const { fullName, mobile, provinceText, cityText, areaText, address } = order.address ?? {};
	return {
		contactPerson: fullName,
		mobile,
		province: provinceText,
		city: cityText,
		area: areaText,
		address,
		...(isShipped(order) && {
			logisticsItems: [
				{
					logisticsCode: `LP${orderId}`,
					logisticsBillNo: `YT${orderId}`,
					logisticsCompanyNo: 'YTO',
					logisticsCompanyName: '圆通速递',
					carriage: freightOf(order) / 100,
					deliveredTime: SHIP_TIME,
					subItemIds: items.map(({ subItemIDString }) => subItemIDString).join(','),
				},
			],
		}),
	};
}

/** The buyer cancels before payment; a refund, or 1688 itself, ends an order too. */
function whyClosed(status: string, refunded: boolean): Record<string, string> {
	if (status === 'cancel' && !refunded)
		return { closeReason: 'buyerCancel', closeOperateType: 'CLOSE_TRADE_BY_BUYER' };
	return { closeReason: 'other', closeOperateType: 'CLOSE_TRADE_BY_SYSTEM' };
}

/** The yuan of one of `count` equal parts of a price in fen; the last one takes the rest. */
function share(price: number, index: number, count: number): number {
	const part = Math.floor(price / count);
	return (index < count - 1 ? part : price - part * (count - 1)) / 100;
}
