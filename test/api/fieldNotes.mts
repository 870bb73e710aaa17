import { documented, inferred, type Known } from './knowledge.mts';

/** Name and type are documented, and no page says whether it must be there. */
const UNMARKED = documented('No page says whether it is required.');
/** For an exception to `*`. */
const AS_DOCUMENTED = documented('');
const FEN = inferred('That PandaPon takes fen is a guess.');
const VALUES_OF_1688 = inferred("The values are 1688's.");

/**
 * What is not documented of a field, by operation and field. A field that is not named here is documented: its name, its type,
 * and whether it is required. `*` stands for all fields of the operation that are not named.
 */
export const FIELD_NOTES: Record<string, Record<string, Known>> = {
	'order1688.cancel': { cancelReason: VALUES_OF_1688 },
	'order1688.confirmReceipt': { '*': UNMARKED },
	'order1688.create': {
		flow: VALUES_OF_1688,
		'addressParam.postCode': UNMARKED,
		'addressParam.areaText': UNMARKED,
	},
	'order1688.createForSeveralSellers': {
		'*': UNMARKED,
		flow: inferred(
			"The values are 1688's. Only the second version requires it; this node always sends it.",
		),
		shopPromotionId: AS_DOCUMENTED,
		tradeType: AS_DOCUMENTED,
		'cargoParamList[].quantity': AS_DOCUMENTED,
	},
	'order1688.getPaymentLink': {
		orderId: documented('Required by the second version; the first does not say.'),
	},
	'order1688.preview': {
		'addressParam.postCode': UNMARKED,
		'addressParam.areaText': UNMARKED,
		cargoParamList: UNMARKED,
		'cargoParamList[].offerId': UNMARKED,
		'cargoParamList[].specId': UNMARKED,
		'cargoParamList[].quantity': UNMARKED,
	},
	'order1688.previewForSeveralSellers': {
		'addressParam.postCode': UNMARKED,
		'addressParam.areaText': UNMARKED,
	},
	'product1688.get': { '*': UNMARKED },
	'product1688.getRelated': { '*': UNMARKED },
	'product1688.searchByImage': { '*': UNMARKED, imageBase64: AS_DOCUMENTED },
	'product1688.searchByKeyword': {
		'*': AS_DOCUMENTED,
		keyword: UNMARKED,
		country: UNMARKED,
	},
	'product1688.searchInStore': {
		'*': UNMARKED,
		filter: AS_DOCUMENTED,
		sort: AS_DOCUMENTED,
		outMemberId: AS_DOCUMENTED,
	},
	'cart1688.createOrder': { flow: VALUES_OF_1688 },
	'cart1688.editQuantity': {
		id: documented('The page marks it as optional; without it, nobody could say which row.'),
		quantity: documented('The page marks it as optional; this node asks for it.'),
	},
	'cart1688.previewOrder': {
		addressParam: documented(
			'The Vietnamese page requires its texts but the town; the Chinese page marks none.',
		),
	},
	'refund1688.create': {
		disputeRequest: VALUES_OF_1688,
		goodsStatus: VALUES_OF_1688,
		applyPayment: inferred('1688 counts in fen; PandaPon names no unit.'),
		applyCarriage: inferred('1688 counts in fen; PandaPon names no unit.'),
		orderEntryIds: UNMARKED,
	},
	'refund1688.get': { refundId: UNMARKED },
	'refund1688.sendReturnParcel': { refundId: UNMARKED },
	'taobaoProduct.checkSeveral': {
		'params[].itemId': inferred('That it is text, and required, is a guess.'),
		'params[].skuIds': UNMARKED,
	},
	'taobaoOrder.create': {
		receiver: documented('No page says which of its texts are required.'),
		'orderLineList[].itemId': inferred('That it is text, and required, is a guess.'),
		'orderLineList[].skuId': UNMARKED,
		'orderLineList[].quantity': UNMARKED,
		'orderLineList[].price': FEN,
		'orderLineList[].currency': UNMARKED,
		'orderLineList[].orderLineNo': UNMARKED,
	},
	'taobaoOrder.render': {
		receiver: documented('No page says which of its texts are required.'),
		'orderLineList[].itemId': inferred('That it is text, and required, is a guess.'),
		'orderLineList[].skuId': UNMARKED,
		'orderLineList[].quantity': UNMARKED,
		'orderLineList[].price': FEN,
		'orderLineList[].currency': UNMARKED,
		'orderLineList[].orderLineNo': UNMARKED,
	},
	'taobaoRefund.cancel': { refundId: documented('It stands in the path.') },
	'taobaoRefund.render': { subOrderId: UNMARKED },
	'taobaoRefund.sendMessage': { refundId: UNMARKED, refundMessage: UNMARKED },
	'taobaoCart.createOrder': {
		ids: UNMARKED,
		orderAddress: documented('Every text in it may be null.'),
	},
	'taobaoCart.add': {
		price: FEN,
		promotionPrice: FEN,
		itemId: UNMARKED,
		quantity: UNMARKED,
		itemTitle: UNMARKED,
		itemPic: UNMARKED,
		shopId: UNMARKED,
		shopName: UNMARKED,
		skuId: UNMARKED,
	},
	'address.addOrUpdate': { '*': UNMARKED },
};
