import type { Account, OrderLine } from './account.mts';
import { FREIGHT } from './orderState.mts';

type Lines = Array<Omit<OrderLine, 'id'>>;

/** What orders would cost, one for each seller: sums in fen, lines in yuan. The misspelling is 1688's own. */
export function previewOf(orders: Lines[], account: Account): Record<string, unknown> {
	const orderPreviewResuslt = orders.map((lines) => onePreview(lines, account));
	return {
		orderPreviewResuslt,
		success: orderPreviewResuslt.every(({ status }) => status),
		errorCode: null,
		errorMsg: null,
		postFeeByDescOfferList: [],
		consignOfferList: [],
		unsupportedCrossBorderPayOfferList: [],
	};
}

function onePreview(lines: Lines, { soldOut }: Account): Record<string, unknown> {
	const goods = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
	const status = !lines.some(({ offerId }) => soldOut.has(offerId));
	return {
		discountFee: 0,
		tradeModeNameList: ['assureTrade'],
		status,
		taoSampleSinglePromotion: false,
		sumPayment: goods + FREIGHT,
		message: status ? null : '库存不足',
		sumCarriage: FREIGHT,
		resultCode: status ? '200' : '500_004',
		sumPaymentNoCarriage: goods,
		additionalFee: 0,
		flowFlag: 'general',
		cargoList: lines.map(({ offerId, specId, quantity, price }) => ({
			offerId: Number(offerId),
			specId,
			finalUnitPrice: price / 100,
			amount: (price * quantity) / 100,
			message: null,
			resultCode: soldOut.has(offerId) ? '500_004' : '200',
			cargoPromotionList: [],
		})),
		shopPromotionList: [],
		tradeModelList: [
			{ name: '担保交易', description: '', tradeType: 'assureTrade', opSupport: true },
		],
	};
}
