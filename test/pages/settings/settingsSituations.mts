import { KEYWORDS } from '../../sandbox/endpoints.mts';
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

/** Rows of a run's list; each holds two orders, so that Execute Once, which takes one row, still has a good and a bad one. */
export const ROWS = 6;
export const ORDERS_IN_A_ROW = 2;

/** What a run meets. */
export interface Situation {
	title: string;
	/** For the page: what happens, for a reader who does not know the sandbox. */
	text: string;
	/** Makes the sandbox ready for a run of these orders, which are there and wait for payment. */
	prepare?: (sandbox: Sandbox, orderIds: string[]) => void;
	/** The node points at a credential that somebody has deleted. */
	credentialDeleted?: boolean;
}

export const SITUATIONS: Situation[] = [
	{ title: 'All orders succeed', text: 'The API submits every order.' },
	{
		title: 'Some orders fail',
		text: 'The second order of each row is closed; the API submits the first and rejects the second.',
		prepare: ({ account }, orderIds) => {
			for (const [index, orderId] of orderIds.entries())
				if (index % ORDERS_IN_A_ROW === 1) account.orders.get(orderId)!.status = 'cancel';
		},
	},
	{
		title: 'The API does not serve the account',
		text: 'The API answers the call that only reads, which comes before the first payment, with HTTP 401, as it would to a wrong secret.',
		prepare: (sandbox) =>
			sandbox.fault('every', { kind: 'status', status: 401, processed: false }, KEYWORDS),
	},
	{
		title: 'The API refuses the payments',
		text: 'The API answers every payment with HTTP 401 and processes nothing.',
		prepare: (sandbox) => sandbox.fault('every', { kind: 'status', status: 401, processed: false }),
	},
	{
		title: 'The answer gets lost',
		text: 'The API submits the first batch, then the connection is cut before the answer; the orders still show as waiting for payment when the node looks them up, so nothing settles them.',
		prepare: (sandbox) => {
			sandbox.account.paysAtOnce = false;
			sandbox.fault(1, { kind: 'resetBeforeAnswer' });
		},
	},
	{
		title: 'n8n cannot read the credential',
		text: 'The credential that the node points at has been deleted.',
		credentialDeleted: true,
	},
];
