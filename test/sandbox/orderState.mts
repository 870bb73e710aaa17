import type { OrderLine, SandboxOrder } from './account.mts';

/** `payStatus` of what is paid: 2, or 6 once the seller has the money. */
export const PAID = [2, 6];
/** 1688's statuses of an order whose turn to be paid is over. */
export const PAST_PAYMENT = [
	'waitsellersend',
	'waitlogisticstakein',
	'waitbuyerreceive',
	'waitbuyersign',
	'signinsuccess',
	'confirm_goods',
	'success',
];
/** 1688's statuses of an order that has been shipped. */
export const SHIPPED = [
	'waitbuyerreceive',
	'waitbuyersign',
	'signinsuccess',
	'confirm_goods',
	'success',
];
export const CLOSED = ['cancel', 'terminated'];

/** Freight of an order, in fen. */
export const FREIGHT = 500;

const CANCELLED_BEFORE_PAYMENT = 8;
const PAY_STATUS: Record<string, number> = {
	waitbuyerpay: 1,
	success: 6,
	cancel: CANCELLED_BEFORE_PAYMENT,
	terminated: CANCELLED_BEFORE_PAYMENT,
};

/** An order's status as 1688 documents it; tests may write it otherwise. */
export function plainStatus({ status }: SandboxOrder): string {
	return status.trim().toLowerCase();
}

/** The `payStatus` of each of an order's trade terms. */
export function payStatuses(order: SandboxOrder): number[] {
	return order.tradeTerms ?? order.stages ?? [PAY_STATUS[plainStatus(order)] ?? 2];
}

/** What of an order's price is freight, in fen. */
export function freightOf({ price }: SandboxOrder): number {
	return price > FREIGHT ? FREIGHT : 0;
}

/** The lines of an order; one that was not created here has a single one, with the order's own ID, as on 1688. */
export function linesOf(orderId: string, order: SandboxOrder): OrderLine[] {
	const price = order.price - freightOf(order);
	return (
		order.lines ?? [
			{ id: orderId, offerId: '672991141190', specId: 'warm-white', quantity: 1, price },
		]
	);
}
