import {
	NodeOperationError,
	UnexpectedError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import type { PandaPonCredential } from '../shared/api/signature';
import { fenOfWritten } from '../shared/money/yuan';
import { readCredential } from '../shared/n8n/readCredential';
import { rawField, readForAll } from '../shared/n8n/readField';
import { options } from './parameters';
import { limitsAmounts } from './readMaximumAmounts';

/** Whether the node only shows what it would pay, or pays. */
export type Mode = 'check' | 'pay';

/** The node's parameters, checked. Times are in milliseconds, amounts in fen. */
export interface Settings {
	credential: PandaPonCredential;
	mode: Mode;
	batchSize: number;
	concurrency: number;
	includeInputFields: boolean;
	lookUpFirst: boolean;
	/** Absent: no limit. */
	maxOrders?: number;
	/** Absent: no limit. */
	maxTotalFen?: number;
	pauseMs: number;
	notSentRetries: number;
	skipSubmitted: boolean;
	stopOnBatchFailure: boolean;
	timeoutMs: number;
	verifyUnclear: boolean;
}

/**
 * Reads and checks parameters and credential, before anything can be sent. An expression must give the same for all items.
 *
 * @param context n8n's execution context.
 * @returns The checked settings.
 * @throws NodeOperationError when a value cannot be used: a payment must not run with a setting that was meant otherwise.
 */
export async function readSettings(context: IExecuteFunctions): Promise<Settings> {
	const fail = (message: string): never => {
		const error = new NodeOperationError(context.getNode(), message, {
			description: 'Nothing was sent and no money moved. Correct it, then run the node again.',
		});
		// n8n replaces a message that quotes e.g. ETIMEDOUT with a stock text, which advises Retry On Fail.
		error.message = message;
		throw error;
	};
	const read = <T>(what: string, get: () => T): T => {
		try {
			return get();
		} catch (error) {
			return fail(`n8n could not read ${what}: ${(error as Error).message}`);
		}
	};

	const given: IDataObject = read('the options', () => context.getNodeParameter('options', 0, {}));
	if (typeof rawField(context, 'options') === 'string' && rawField(context, 'options') !== '')
		fail('"Options" cannot be an expression as a whole: enter one for each option');
	for (const name of Object.keys(given)) {
		const field = options.find((one) => one.name === name);
		if (field !== undefined)
			read(`"${field.displayName}"`, () => readForAll(context, `options.${name}`));
	}
	// An option that is there but empty comes from an expression that yields nothing: it must not fall back to a default.
	const valueOf = ({ name, default: fallback }: INodeProperties) =>
		name in given ? given[name] : fallback;
	const wholeNumber = (name: string): number => {
		const field = option(name);
		const { minValue = 0, maxValue = Number.MAX_SAFE_INTEGER } = field.typeOptions ?? {};
		const value = valueOf(field);
		if (
			typeof value === 'number' &&
			Number.isInteger(value) &&
			value >= minValue &&
			value <= maxValue
		)
			return value;
		return fail(`"${field.displayName}" must be a whole number from ${minValue} to ${maxValue}`);
	};
	const yesNo = (name: string): boolean => {
		const field = option(name);
		const value = valueOf(field);
		return typeof value === 'boolean'
			? value
			: fail(`"${field.displayName}" must be true or false`);
	};

	// An option that is not there sets no limit; one that is there but yields nothing was meant to.
	const isGiven = (name: string): boolean => name in given;
	const yuan = (name: string): number =>
		fenOfWritten(given[name]) ??
		fail(`"${option(name).displayName}" must be an amount in yuan, 0 or more`);
	if (rawField(context, 'orderIds') === '')
		fail('"Order IDs" is empty: drag the column that holds the IDs onto it');
	const mode: unknown = read('"Mode"', () => readForAll(context, 'mode'));
	const settings: Omit<Settings, 'credential'> = {
		mode:
			mode === 'check' || mode === 'pay'
				? mode
				: fail('"Mode" must be "Check Only" (check) or "Pay" (pay)'),
		batchSize: wholeNumber('batchSize'),
		concurrency: wholeNumber('concurrency'),
		includeInputFields: yesNo('includeInputFields'),
		lookUpFirst: yesNo('lookUpFirst'),
		...(isGiven('maxOrders') && { maxOrders: wholeNumber('maxOrders') }),
		...(isGiven('maxTotalAmount') && { maxTotalFen: yuan('maxTotalAmount') }),
		pauseMs: wholeNumber('pauseMs'),
		notSentRetries: wholeNumber('notSentRetries'),
		skipSubmitted: yesNo('skipSubmitted'),
		stopOnBatchFailure: yesNo('stopOnBatchFailure'),
		timeoutMs: wholeNumber('timeoutMs'),
		// A check that is not to look anything up looks nothing up.
		verifyUnclear: yesNo('verifyUnclear') && (mode === 'pay' || yesNo('lookUpFirst')),
	};

	if (!settings.lookUpFirst && (isGiven('maxTotalAmount') || limitsAmounts(context)))
		fail('Limits on amounts need "Look Orders Up First": switch it on, or take the limits out');

	try {
		return { credential: await readCredential(context), ...settings };
	} catch (error) {
		return fail((error as Error).message);
	}
}

/** An option as the editor shows it: its label, default and bounds are defined nowhere else. */
function option(name: string): INodeProperties {
	const field = options.find((one) => one.name === name);
	if (field === undefined) throw new UnexpectedError(`There is no option named ${name}`);
	return field;
}
