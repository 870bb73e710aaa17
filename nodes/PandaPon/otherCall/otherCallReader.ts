import type { IExecuteFunctions } from 'n8n-workflow';

import { isRecord } from '../../shared/api/envelope';
import { textOf, writeExactJson, type Json } from '../../shared/api/exactJson';
import { catalog } from '../../shared/catalog/catalog';
import type { Effect, Operation } from '../../shared/catalog/endpoint';
import { parameterReader, rawField } from '../../shared/n8n/readField';
import type { CallReader } from '../callReader';
import { FieldProblem } from '../fields/fieldProblem';
import { refuseRounded } from '../fields/refuseRounded';
import { wireValue } from '../fields/wireValue';
import { isTool } from '../whyUnattended';
import type { Request } from '../request';
import { pathProblem } from './pathProblem';

/**
 * Prepares to read the fields of *Other Call* for each input item. Unless every item only reads, all of them count as changes:
 * a read that fails stops the node, which must not happen once a change has left.
 *
 * @param context n8n's execution context.
 */
export function otherCallReader(context: IExecuteFunctions): CallReader {
	const reader = (name: string, fallback: unknown = '') => parameterReader(context, name, fallback);
	const [method, path, effect] = [reader('method'), reader('path'), reader('effect')];
	const [query, body] = [reader('query', {}), reader('body')];
	const paths: string[] = [];
	// Read once: an expression may give another path each time, and the one that is judged is the one that is sent.
	const pathOf = (item: number) => (paths[item] ??= textIn(path(item), '"Path"').trim());
	const reads = (item: number): boolean => {
		try {
			return effect(item) === 'reads' && !isKnownToChange(pathOf(item));
		} catch {
			// An expression that fails says so when the call is read; until then, nothing may be repeated.
			return false;
		}
	};
	const allRead = !isOpenTool(context) && context.getInputData().every((_, item) => reads(item));
	const runEffect: Effect = allRead ? 'reads' : 'changes';
	return {
		effect: runEffect,
		asked: [],
		creates: false,
		callOf: async (item) => {
			const problem = pathProblem(pathOf(item));
			if (problem !== undefined) throw new FieldProblem(problem);
			const endpoint = { method: methodOf(method(item)), path: pathOf(item) };
			const parameters = queryOf(query(item));
			const request: Request = {
				endpoint,
				...(Object.keys(parameters).length > 0 && { query: parameters }),
				...(endpoint.method === 'POST' && { body: bodyOf(body(item)) }),
			};
			refuseRounded(context, item, request);
			const operation = { ...UNKNOWN_CALL, ...endpoint, effect: runEffect };
			return { operation, values: {}, inQuery: false, request, asked: {} };
		},
	};
}

/** Of an answer that nobody knows, success is all that can be read. */
const UNKNOWN_CALL: Omit<Operation, 'method' | 'path' | 'effect'> = {
	name: 'Call',
	action: '',
	description: '',
	fields: [],
	answer: 'accepted',
	lookAfterwards: 'Look in the PandaPon console whether it did.',
};

function methodOf(method: unknown): 'GET' | 'POST' {
	if (method === 'GET' || method === 'POST') return method;
	throw new FieldProblem('"Method" must be GET or POST');
}

/** Words in a path that tell of a change, also within a word; addresses begin with `add`. */
const CHANGING =
	/add(?!ress)|agree|apply|bind|book|cancel|clear|close|confirm|create|delete|edit|insert|modify|receive|remove|return|save|send|submit|update|upload|urge|^(new|place|put|set)/;

/** Whether a path changes something: by the catalog, or else by its words. Then "Effect" cannot say otherwise. */
function isKnownToChange(path: string): boolean {
	const known = KNOWN.find(({ pattern }) => pattern.test(ofFirstVersion(path)));
	if (known !== undefined) return known.effect !== 'reads';
	const words = path.split(/[/_-]|(?<=[a-z])(?=[A-Z])/);
	return words.some((word) => CHANGING.test(word.toLowerCase()));
}

/** Paths of the catalog. */
const KNOWN = Object.values(catalog)
	.flatMap(({ operations }) => Object.values(operations))
	.map(({ path, effect }) => ({
		effect,
		pattern: new RegExp(`^${ofFirstVersion(path).replace(/\{\w+\}/g, '[^/]+')}$`),
	}));

/** The second version puts `/v2` in front, and has `/taobao` where the first one has `/open`. */
function ofFirstVersion(path: string): string {
	return path
		.toLowerCase()
		.replace(/^(\/v\d+)+(?=\/)/, '')
		.replace(/^\/taobao(?=\/)/, '/open');
}

/** Whether an agent may choose what is called: it would have to be believed that the call only reads. */
function isOpenTool(context: IExecuteFunctions): boolean {
	const isExpression = (name: string) => String(rawField(context, name)).startsWith('=');
	return isTool(context) && ['method', 'path', 'effect'].some(isExpression);
}

function queryOf(query: unknown): Record<string, string> {
	const parameters = isRecord(query) ? query.parameters : undefined;
	const given = Array.isArray(parameters) ? parameters.filter(isRecord) : [];
	const names = given.map(({ name }) => name);
	if (new Set(names).size < names.length)
		throw new FieldProblem('"Query Parameters" has a name twice: the API may read either');
	return Object.fromEntries(
		given.map(({ name, value }) => [
			textIn(name, '"Name" of "Query Parameters"'),
			textIn(value, '"Value" of "Query Parameters"'),
		]),
	);
}

/** @returns Text; a number only with all its digits. */
function textIn(value: unknown, where: string): string {
	return textOf(
		wireValue({ kind: 'text', name: '', displayName: '', description: '' }, value, where) ?? '',
	);
}

/** @returns JSON text: as it stands, where it is text. */
function bodyOf(body: unknown): string {
	if (typeof body === 'string') {
		let parsed: unknown;
		try {
			parsed = JSON.parse(body.trim() === '' ? '{}' : body);
		} catch {
			parsed = undefined;
		}
		if (!isRecord(parsed) && !Array.isArray(parsed))
			throw new FieldProblem('"JSON Body" must be a JSON object or list');
		return body.trim() === '' ? '{}' : body;
	}
	if (!isRecord(body) && !Array.isArray(body))
		throw new FieldProblem('"JSON Body" must be a JSON object or list');
	const json = asJson(body);
	if (holdsRounded(json))
		throw new FieldProblem(
			'"JSON Body" holds a number that has lost its last digits: write it as text, or the whole body as text',
		);
	return writeExactJson(json);
}

function hasJson(value: object): value is { toJSON: () => Json } {
	return 'toJSON' in value && typeof value.toJSON === 'function';
}

/** A date, as an expression gives one, becomes the text that JSON has for it. */
function asJson(value: unknown): Json {
	if (typeof value !== 'object' || value === null) return value as Json;
	if (Array.isArray(value)) return value.map(asJson);
	if (hasJson(value)) return value.toJSON();
	return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, asJson(field)]));
}

function holdsRounded(value: unknown): boolean {
	if (typeof value === 'object' && value !== null) return Object.values(value).some(holdsRounded);
	return Number.isInteger(value) && !Number.isSafeInteger(value);
}
