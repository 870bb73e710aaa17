import type { SandboxOrder } from './account.mts';

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
export const CLOSED = ['cancel', 'terminated'];

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
