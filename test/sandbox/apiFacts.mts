// What payment, the credential and the trigger rely on in the PandaPon API. docs/api.md is written from this file: npm run docs -- api
import type { Endpoint } from '../../dist/nodes/shared/catalog/endpoint.js';
import { batchPayment, order1688 } from '../../dist/nodes/shared/catalog/order1688.js';
import { product1688 } from '../../dist/nodes/shared/catalog/product1688.js';
import type { Label } from '../api/knowledge.mts';

export interface Fact {
	/** Name of the question in test/live that looks at it. */
	id: string;
	text: string;
	label: Label;
	/** The files that build on it, or work around not knowing it. */
	usedBy: string[];
	/** What a wrong guess could cost, where that is more than a setting. */
	ifWrong?: string;
	/** Why no read-only call can answer it; facts without this are looked at by `npm run check:live`. */
	notByReading?: string;
	/** The field of the PandaPon Trigger's item that shows it. */
	shownBy?: string;
}

export interface Field {
	name: string;
	type: string;
	label: Label;
	note?: string;
}

/** What is known of an endpoint, beside its record in the catalog. */
export interface KnownEndpoint extends Endpoint {
	title: string;
	text: string;
	/** Fields of the JSON body, or of the query of a GET. */
	request: Field[];
	/** Fields of `data` in the answer. */
	answer: Field[];
	facts: Fact[];
}

const SIGNATURE = 'nodes/shared/api/signature.ts';
const CALL_ONCE = 'nodes/shared/api/callOnce.ts';
const ENVELOPE = 'nodes/shared/api/envelope.ts';
const ACCESS = 'nodes/shared/api/accessProblem.ts';
const CREDENTIAL = 'credentials/PandaPonApi.credentials.ts';
const READ_ANSWER = 'nodes/BatchPay1688Orders/readAnswer.ts';
const REASONS = 'nodes/shared/api/reasons.ts';
const READ_DETAIL = 'nodes/shared/orders/readOrderDetail.ts';
const ORDER_FACTS = 'nodes/shared/orders/orderFacts.ts';
const EVIDENCE = 'nodes/shared/orders/paymentEvidence.ts';
const OBSTACLE = 'nodes/BatchPay1688Orders/findObstacle.ts';
const VERIFY = 'nodes/BatchPay1688Orders/verifyOrders.ts';
const SEND_BATCH = 'nodes/BatchPay1688Orders/sendBatch.ts';
const MEMORY = 'nodes/BatchPay1688Orders/memory/memory.ts';
const PARAMETERS = 'nodes/BatchPay1688Orders/parameters.ts';
const ADVICE = 'nodes/BatchPay1688Orders/advice.ts';

const READ_REQUEST = 'nodes/PandaPonTrigger/readRequest.ts';
const WHAT_IS_SIGNED = 'nodes/PandaPonTrigger/whatIsSigned.ts';
const READ_MESSAGE = 'nodes/PandaPonTrigger/readMessage.ts';
const DESCRIBE_MESSAGE = 'nodes/PandaPonTrigger/describeMessage.ts';
const EVENT_OF = 'nodes/PandaPonTrigger/eventOf.ts';
const MESSAGE_ID = 'nodes/PandaPonTrigger/messageIdOf.ts';
const SENT_AT = 'nodes/PandaPonTrigger/sentAt.ts';
const IS_REPEATED = 'nodes/PandaPonTrigger/isRepeated.ts';
const WHY_DROPPED = 'nodes/PandaPonTrigger/whyDropped.ts';
const TRIGGER = 'nodes/PandaPonTrigger/PandaPonTrigger.node.ts';

const ONLY_A_MESSAGE = 'Only messages could show it.';
const ONLY_A_PAYMENT = 'Only payments could show it.';

/** The headers every call carries. */
export const HEADERS: Field[] = [
	{ name: 'access-key', type: 'text', label: 'documented', note: 'signed' },
	{ name: 'timestamp', type: 'digits', label: 'documented', note: 'signed; UTC' },
	{
		name: 'nonce-str',
		type: 'text, 32 characters',
		label: 'documented',
		note: 'signed; the manual requires it, the reference calls it optional',
	},
	{
		name: 'user-id',
		type: 'digits',
		label: 'documented',
		note: 'not signed; the account or sub-account the call acts for',
	},
	{ name: 'signature', type: '32 upper-case hex digits', label: 'documented' },
];

/** What every answer is wrapped in. */
export const ENVELOPE_FIELDS: Field[] = [
	{
		name: 'requestId',
		type: 'text or null',
		label: 'documented',
		note: "PandaPon's name for the call",
	},
	{
		name: 'code',
		type: 'integer',
		label: 'documented',
		note: '200 is success, and can still carry failed orders in data',
	},
	{ name: 'developId', type: 'text, integer or null', label: 'documented', note: 'not used' },
	{ name: 'msg', type: 'text', label: 'documented', note: '成功 ("success") with code 200' },
	{
		name: 'data',
		type: 'anything',
		label: 'documented',
		note: 'IDs in it can be integers beyond 2^53',
	},
];

/** What holds for every call, whatever its endpoint. */
export const EVERY_CALL: Fact[] = [
	{
		id: 'baseAddress',
		text: 'Paths follow the base address https://api.pandapon.com directly.',
		label: 'documented',
		usedBy: [CREDENTIAL, CALL_ONCE],
	},
	{
		id: 'otherCompanies',
		text: 'Other companies run the same software at addresses of their own.',
		label: 'inferred',
		usedBy: [CREDENTIAL],
		notByReading: 'A check sees one address only; run it once more with the other one.',
	},
	{
		id: 'signature',
		text: 'The signature is the MD5 of access key, timestamp, nonce and access secret, joined in this order without separators, as UTF-8. Path, query and body are not part of it.',
		label: 'seen',
		usedBy: [SIGNATURE],
	},
	{
		id: 'timestampUnit',
		text: "Milliseconds or seconds? PandaPon's reference shows milliseconds, public clients send seconds.",
		label: 'unknown',
		usedBy: [SIGNATURE, CREDENTIAL, ACCESS],
	},
	{
		id: 'timestampWindow',
		text: 'A timestamp more than 600 seconds away from UTC is refused.',
		label: 'documented',
		usedBy: [ACCESS],
	},
	{
		id: 'nonceMissing',
		text: 'Is a call without a nonce refused?',
		label: 'unknown',
		usedBy: [SIGNATURE],
	},
	{
		id: 'nonceTwice',
		text: 'Is a call with a nonce that was used before refused?',
		label: 'unknown',
		usedBy: [SIGNATURE],
	},
	{
		id: 'userId',
		text: 'Is a call with another user ID, or with none, refused?',
		label: 'unknown',
		usedBy: [CREDENTIAL, SIGNATURE],
	},
	{
		id: 'headerMissing',
		text: 'How is a call without a signature answered?',
		label: 'unknown',
		usedBy: [READ_ANSWER, ACCESS],
	},
	{
		id: 'wrongSignature',
		text: 'With which HTTP status and code is a wrong signature refused?',
		label: 'unknown',
		usedBy: [READ_ANSWER, ACCESS],
	},
	{
		id: 'wrongKey',
		text: 'With which HTTP status and code is an unknown access key refused?',
		label: 'unknown',
		usedBy: [READ_ANSWER, ACCESS],
	},
	{
		id: 'staleTimestamp',
		text: 'With which HTTP status and code is a stale timestamp refused?',
		label: 'unknown',
		usedBy: [READ_ANSWER, ACCESS],
	},
	{
		id: 'otherCodes',
		text: 'What do the codes other than 200 mean? The page that lists them is not available.',
		label: 'unknown',
		usedBy: [READ_ANSWER],
		notByReading:
			'There is no list to hold an answer against; the questions above show the codes of common refusals.',
	},
	{
		id: 'refusals',
		text: 'A code or HTTP status from 400 to 499, other than 408, 409, 460 and 499, in an answer without results, orders and words of a payment, means refused before processing.',
		label: 'inferred',
		ifWrong:
			'Orders of such a call are shown as rejected although their payment may have gone through.',
		usedBy: [READ_ANSWER],
		notByReading: 'What a refused payment did not do, no other call can show.',
	},
	{
		id: 'envelope',
		text: 'Every answer is a JSON object with the fields of the envelope, success has code 200.',
		label: 'documented',
		usedBy: [ENVELOPE, READ_ANSWER],
	},
	{
		id: 'contentType',
		text: 'Answers are JSON in UTF-8 without a byte-order mark.',
		label: 'inferred',
		usedBy: [ENVELOPE],
	},
	{
		id: 'requestId',
		text: 'A request ID is null or 32 lower-case hex digits: the examples of the reference show both.',
		label: 'documented',
		usedBy: [ENVELOPE],
	},
	{
		id: 'date',
		text: "Answers carry the server's time in the header Date.",
		label: 'inferred',
		usedBy: [ACCESS],
	},
	{
		id: 'rateLimit',
		text: 'How many calls are allowed, and are further ones answered with HTTP 429 and Retry-After?',
		label: 'unknown',
		usedBy: [SEND_BATCH, READ_ANSWER, PARAMETERS],
		notByReading: 'It would take enough calls to disturb the account.',
	},
];

/** The endpoints that payment and the credential rely on. All others are in docs/endpoints.md. */
export const ENDPOINTS: KnownEndpoint[] = [
	{
		title: 'Batch payment',
		...batchPayment,
		text: 'Submits orders to payment. Its answer says for each order whether the payment was submitted.',
		request: [
			{
				name: 'orderIds',
				type: 'list of text',
				label: 'documented',
				note: "1688 order IDs, 19 digits; the reference's example has nine",
			},
		],
		answer: [
			{
				name: 'successOrderIds',
				type: 'list of text',
				label: 'documented',
				note: 'orders whose payment was submitted',
			},
			{
				name: 'payFailOrders',
				type: 'list of objects',
				label: 'documented',
				note: 'orders that failed',
			},
			{ name: 'payFailOrders[].orderId', type: 'text', label: 'documented' },
			{
				name: 'payFailOrders[].errorReason',
				type: 'text',
				label: 'documented',
				note: 'the one reason its reference shows: 账户额度不足, the account limit is not sufficient',
			},
		],
		facts: [
			{
				id: 'submitted',
				text: 'Does "submitted" mean paid at once, or handed to a finance step that pays later?',
				label: 'unknown',
				usedBy: [READ_ANSWER, ADVICE],
				notByReading: ONLY_A_PAYMENT,
			},
			{
				id: 'secondPayment',
				text: 'Does the API itself refuse a second payment of an order?',
				label: 'unknown',
				usedBy: [MEMORY, SEND_BATCH],
				notByReading: ONLY_A_PAYMENT,
			},
			{
				id: 'batchLimit',
				text: 'How many orders may a call hold?',
				label: 'unknown',
				usedBy: [PARAMETERS],
				notByReading: ONLY_A_PAYMENT,
			},
			{
				id: 'batchLimitOf1688',
				text: "1688's own bulk payment takes at most 30 orders, times out with more, and advises 10.",
				label: 'documented',
				usedBy: [PARAMETERS],
				notByReading: ONLY_A_PAYMENT,
			},
			{
				id: 'payUrl',
				text: 'GET /alibaba/order/pay/url is no look-up: it may pay at once, where the account has agreed to that.',
				label: 'documented',
				usedBy: [VERIFY],
				notByReading: 'Calling it could pay.',
			},
			{
				id: 'reasonsOf1688',
				text: "1688's own bulk payment documents four reasons: ACCOUNT_BALANCE_NOT_ENOUGH, ACCOUNT_NOT_EXIST, ACCOUNT_FROZEN and PARAM_ILLEGAL.",
				label: 'documented',
				usedBy: [REASONS],
				notByReading: ONLY_A_PAYMENT,
			},
			{
				id: 'reasonsByWords',
				text: 'These reasons, and a reason that says that the order is closed, that it does not exist, or that there is too little money, mean that it was not paid; one that speaks of a payment made or under way, of a time-out or of trouble inside the system leaves that open.',
				label: 'inferred',
				ifWrong: 'An order that was paid is shown as rejected.',
				usedBy: [REASONS, ADVICE],
				notByReading: ONLY_A_PAYMENT,
			},
			{
				id: 'otherReasons',
				text: 'Which other reasons can a failed order have? The order is looked up, and is rejected only if it waits for payment.',
				label: 'unknown',
				usedBy: [REASONS, VERIFY],
				notByReading: ONLY_A_PAYMENT,
			},
			{
				id: 'unnamedOrders',
				text: 'Can an answer leave an order out, name it twice, or name one that was not asked for?',
				label: 'unknown',
				usedBy: [READ_ANSWER],
				notByReading: ONLY_A_PAYMENT,
			},
		],
	},
	{
		title: 'Order detail',
		...order1688.get,
		text: "Shows an order as 1688's buyer sees it. The node looks orders up before it pays them, and again where a payment is unclear.",
		request: [
			{ name: 'webSite', type: 'text', label: 'documented', note: 'always "1688"' },
			{ name: 'orderId', type: 'text', label: 'documented' },
		],
		answer: [
			{
				name: 'baseInfo.idOfStr, baseInfo.id',
				type: 'text, integer',
				label: 'inferred',
				note: 'one must be there, and each must be the order that was asked for; id may be rounded beside the right idOfStr',
			},
			{
				name: 'baseInfo.status',
				type: 'text',
				label: 'inferred',
				note: "1688's status of the order: waitbuyerpay, waitsellersend, waitbuyerreceive, confirm_goods, success, cancel, terminated, or one that is not listed",
			},
			{
				name: 'baseInfo.totalAmount',
				type: 'number',
				label: 'inferred',
				note: 'yuan: all that is to be paid, freight included, red packets already taken off',
			},
			{
				name: 'baseInfo.sellerContact.companyName, baseInfo.sellerContact.shopName, baseInfo.sellerLoginId',
				type: 'text',
				label: 'inferred',
				note: 'the supplier, by whichever name is there first',
			},
			{
				name: 'tradeTerms[].payStatus',
				type: 'text or integer',
				label: 'inferred',
				note: 'of each part of the price: 1 unpaid, 2 paid, 4 refunded, 6 the seller has the money, 7 no external payment order yet, 8 cancelled before payment, 9 payment in progress, 12 account period, still to be paid',
			},
			{
				name: 'baseInfo.payTime',
				type: 'text',
				label: 'inferred',
				note: 'time of the first payment',
			},
			{
				name: 'baseInfo.tradeType',
				type: 'text or integer',
				label: 'inferred',
				note: 'when such an order is paid: at once, in stages, on credit',
			},
			{
				name: 'baseInfo.stepOrderList[].payStatus, baseInfo.newStepOrderList[].payStatus',
				type: 'text or integer',
				label: 'inferred',
				note: 'whether each stage is paid; only on orders paid in stages',
			},
		],
		facts: [
			{
				id: 'detailShape',
				text: "The answer is 1688's buyer view: it has baseInfo.status, and names the order that was asked for.",
				label: 'inferred',
				usedBy: [READ_DETAIL],
			},
			{
				id: 'statusValues',
				text: 'No status proves a payment by itself. Unpaid: waitbuyerpay, with payStatus 1, 7, 8 or 12 in every term and stage, and no payTime. Paid: waitsellersend, waitlogisticstakein, waitbuyerreceive, waitbuyersign, signinsuccess, confirm_goods or success, with payStatus 2 or 6 in every term and stage; where there are no terms, with a payTime and a trade type that is paid at once (1 to 6, 50060, 50070, 50080). In progress: payStatus 9 in a term. Closed: cancel, terminated. Anything else proves nothing.',
				label: 'inferred',
				ifWrong: 'An order that is not paid is shown as paid.',
				usedBy: [EVIDENCE, ADVICE],
			},
			{
				id: 'amountInYuan',
				text: 'baseInfo.totalAmount is in yuan (CNY) with at most two decimals. There is no field for a currency; discount, beside it, is in fen.',
				label: 'inferred',
				ifWrong: 'Limits allow a hundred times too much, or too little.',
				usedBy: [ORDER_FACTS],
				notByReading: 'A number does not show its unit: hold it against the same order at 1688.',
			},
			{
				id: 'amountCharged',
				text: 'The payment of an order takes its totalAmount, no more.',
				label: 'inferred',
				ifWrong: 'More is paid than a limit allows.',
				usedBy: [ORDER_FACTS],
				notByReading: ONLY_A_PAYMENT,
			},
			{
				id: 'stageCharged',
				text: 'Does the payment of an order in stages take its next stage, or all of it?',
				label: 'unknown',
				usedBy: [ORDER_FACTS],
				notByReading: ONLY_A_PAYMENT,
			},
			{
				id: 'priceChanges',
				text: 'The seller can change the price of an order that waits for payment, and a payment names no amount: what changes after the look-up is paid at the new price.',
				label: 'inferred',
				usedBy: [ORDER_FACTS],
				notByReading: 'It takes a seller who changes a price.',
			},
			{
				id: 'unknownOrder',
				text: 'How is a look-up of an order answered that does not exist?',
				label: 'unknown',
				usedBy: [READ_DETAIL, VERIFY],
			},
		],
	},
	{
		title: 'Keyword query',
		...product1688.searchByKeyword,
		text: 'Searches products. The Test button of the credential makes it because it only reads. So does the node, before the first payment, where *Look Orders Up First* is off, and otherwise if no order could be looked up.',
		request: [
			{ name: 'keyword', type: 'text', label: 'documented' },
			{ name: 'beginPage, pageSize', type: 'integer', label: 'documented' },
			{ name: 'country', type: 'text', label: 'documented', note: 'e.g. "en"' },
		],
		answer: [
			{ name: '(all)', type: 'object', label: 'documented', note: 'a page of products; not used' },
		],
		facts: [
			{
				id: 'anyAccount',
				text: 'Every account that may pay may make this query.',
				label: 'inferred',
				ifWrong:
					'Such an account cannot pay with *Look Orders Up First* off: the node says so before the first payment.',
				usedBy: [ACCESS, OBSTACLE],
				notByReading: 'A check sees one account only: accepted calls show it for that one.',
			},
		],
	},
];

/** What every message is wrapped in. */
export const MESSAGE_FIELDS: Field[] = [
	{
		name: 'messageType',
		type: 'text',
		label: 'documented',
		note: 'e.g. 1688_ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY',
	},
	{
		name: 'messagePlatform',
		type: 'integer',
		label: 'documented',
		note: '0 is Taobao, 1 is 1688',
	},
	{
		name: 'timestamp',
		type: 'text',
		label: 'documented',
		note: 'when the message was sent; its format is unknown',
	},
	{
		name: 'messageBody',
		type: 'object, or JSON as text',
		label: 'inferred',
		note: 'PandaPon shows an object, a sister platform sends text; IDs in it can be integers beyond 2^53',
	},
];

/** What holds for every message that PandaPon sends. */
export const EVERY_MESSAGE: Fact[] = [
	{
		id: 'messageSignature',
		text: 'The header Authorization carries an HMAC-SHA256 with the access secret, as hex.',
		label: 'documented',
		usedBy: [WHAT_IS_SIGNED],
		notByReading: ONLY_A_MESSAGE,
		shownBy: '`signedOver`',
	},
	{
		id: 'messageBase',
		text: "Signed is the access key followed by the body, byte for byte, as in the manual that PandaPon's text follows; or the body alone. The trigger accepts both.",
		label: 'inferred',
		ifWrong: 'Every message is refused with 401.',
		usedBy: [WHAT_IS_SIGNED, READ_REQUEST],
		notByReading: ONLY_A_MESSAGE,
		shownBy: '`signedOver`',
	},
	{
		id: 'messageBaseUsed',
		text: 'Which of the two does PandaPon sign: access key and body, or the body alone?',
		label: 'unknown',
		usedBy: [WHAT_IS_SIGNED],
		notByReading:
			'No call shows it. The first message does: the PandaPon Trigger says it in the field signedOver.',
		shownBy: '`signedOver`',
	},
	{
		id: 'messageVerify',
		text: "The console's button *Verify* sends a message with a real signature.",
		label: 'inferred',
		ifWrong: 'Verify fails, unless it makes a GET or HEAD, which the trigger answers too.',
		usedBy: [TRIGGER],
		notByReading: 'It takes a person at the console.',
	},
	{
		id: 'messageAnswer',
		text: 'PandaPon waits 1000 ms for HTTP 200. Without it, the message comes again every 30 minutes, at most five times.',
		label: 'documented',
		usedBy: [TRIGGER, IS_REPEATED],
		notByReading: ONLY_A_MESSAGE,
	},
	{
		id: 'messageOrder',
		text: 'Messages can arrive out of order.',
		label: 'documented',
		usedBy: [DESCRIBE_MESSAGE],
		notByReading: ONLY_A_MESSAGE,
	},
	{
		id: 'messageRepeated',
		text: 'Does a message that comes again carry the same timestamp and the same body? The trigger compares type, platform and body.',
		label: 'unknown',
		usedBy: [MESSAGE_ID, IS_REPEATED],
		notByReading: ONLY_A_MESSAGE,
	},
	{
		id: 'messageTime',
		text: 'In which format is timestamp? Read are milliseconds and seconds since 1970, and dates with an offset.',
		label: 'unknown',
		usedBy: [SENT_AT, WHY_DROPPED],
		notByReading: ONLY_A_MESSAGE,
		shownBy: '`sentAt`',
	},
	{
		id: 'messageTypes',
		text: "How are the messages named, other than the two about prices? The trigger looks for words of 1688's own names.",
		label: 'unknown',
		usedBy: [EVENT_OF],
		notByReading: ONLY_A_MESSAGE,
		shownBy: '`messageType`',
	},
	{
		id: 'messageFields',
		text: 'The body of a price message of 1688 is the order as its buyer sees it; that of Taobao names the order salesOrderId. Other bodies may name orderId, purchaseOrderId or purchase_id, and refundId or refund_id.',
		label: 'inferred',
		usedBy: [DESCRIBE_MESSAGE, READ_MESSAGE],
		notByReading: ONLY_A_MESSAGE,
		shownBy: '`body`',
	},
];

/** Every fact, in the order of the page. */
export const FACTS: Fact[] = [
	...EVERY_CALL,
	...ENDPOINTS.flatMap(({ facts }) => facts),
	...EVERY_MESSAGE,
];
