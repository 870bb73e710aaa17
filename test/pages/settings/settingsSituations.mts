import { DETAIL, KEYWORDS } from '../../sandbox/handlers.mts';
import type { Sandbox } from '../../sandbox/sandbox.mts';

/** What n8n's *Settings* tab of a node offers, as n8n stores it. */
export interface NodeSettings {
	onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	retryOnFail: boolean;
	alwaysOutputData: boolean;
	executeOnce: boolean;
}

const OFF_AND_ON = [false, true];

/** Every combination. */
export const SETTINGS: NodeSettings[] = (
	['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const
).flatMap((onError) =>
	OFF_AND_ON.flatMap((retryOnFail) =>
		OFF_AND_ON.flatMap((alwaysOutputData) =>
			OFF_AND_ON.map((executeOnce) => ({ onError, retryOnFail, alwaysOutputData, executeOnce })),
		),
	),
);

/** Rows of a run's list. Each holds two orders, so that Execute Once, which takes one row, still meets a good and a bad one. */
export const ROWS = 6;
export const ORDERS_IN_A_ROW = 2;

/** What happens in a run. */
export interface Situation {
	title: string;
	/** The page's words for it, for a reader who does not know the sandbox. */
	text: string;
	/** Prepares the sandbox for a run of these orders, which wait for payment. */
	prepare?: (sandbox: Sandbox, orderIds: string[]) => void;
	/** The node's credential has been deleted. */
	credentialDeleted?: boolean;
	/** *Mode*; to pay, unless given. */
	mode?: 'check';
}

const seconds = (orderIds: string[]): string[] =>
	orderIds.filter((_, index) => index % ORDERS_IN_A_ROW === 1);

export const SITUATIONS: Situation[] = [
	{ title: 'All orders succeed', text: 'The API submits every order.' },
	{
		title: 'Some orders fail',
		text: 'The API submits the first order of each row and rejects the second: the limit of the account is used up.',
		prepare: ({ account }, orderIds) => {
			for (const orderId of seconds(orderIds))
				account.orders.get(orderId)!.refusal = '账户额度不足';
		},
	},
	{
		title: 'Some orders are closed',
		text: 'The second order of each row is closed. The node sees it when it looks the orders up, and does not send it.',
		prepare: ({ account }, orderIds) => {
			for (const orderId of seconds(orderIds)) account.orders.get(orderId)!.status = 'cancel';
		},
	},
	{
		title: 'Check Only',
		text: '*Mode* is Check Only: the node looks the orders up and pays nothing. What would be paid leaves on Failure, since it is not paid.',
		mode: 'check',
	},
	{
		title: 'The API does not serve the account',
		text: 'The API answers every call that only reads with HTTP 401, as if the secret were wrong.',
		prepare: (sandbox) => {
			for (const path of [DETAIL, KEYWORDS])
				sandbox.fault('every', { kind: 'status', status: 401, processed: false }, path);
		},
	},
	{
		title: 'The API refuses the payments',
		text: 'The API answers every payment with HTTP 401 and processes nothing.',
		prepare: (sandbox) => sandbox.fault('every', { kind: 'status', status: 401, processed: false }),
	},
	{
		title: 'The answer gets lost',
		text: 'The API submits the first batch, then the connection breaks before the answer. When the node looks the orders up they still show as waiting for payment, so they stay unclear.',
		prepare: (sandbox) => {
			sandbox.account.paysAtOnce = false;
			sandbox.fault(1, { kind: 'resetBeforeAnswer' });
		},
	},
	{
		title: 'n8n cannot read the credential',
		text: "The node's credential has been deleted.",
		credentialDeleted: true,
	},
];
