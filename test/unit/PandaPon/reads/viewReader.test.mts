import type { IExecuteFunctions } from 'n8n-workflow';

import { FieldProblem } from '../../../../dist/nodes/PandaPon/fields/fieldProblem.js';
import { viewReader } from '../../../../dist/nodes/PandaPon/reads/viewReader.js';

/** How a node with these fields wants an answer; an operation has only those that it shows. */
const viewOf = (fields: Record<string, unknown>) =>
	viewReader({
		getNodeParameter: (name: string, _item: number, fallback: unknown) =>
			name in fields ? fields[name] : fallback,
	} as unknown as IExecuteFunctions)(0);

test('without any of the fields, all of the answer is wanted, as it is', () => {
	expect(viewOf({})).toEqual({ simplify: false, include: [], most: Infinity });
});

test('with them, what they say', () => {
	const fields = { simplify: true, include: ['items'], returnAll: false, limit: 7 };
	expect(viewOf(fields)).toEqual({ simplify: true, include: ['items'], most: 7 });
	expect(viewOf({ ...fields, returnAll: true }).most).toBe(Infinity);
	expect(viewOf({ include: 'items' }).include).toEqual([]);
	expect(viewOf({ simplify: 'true' }).simplify).toBe(false);
});

test.each([0, -1, 1.5, NaN, Infinity, '7', '', null, undefined, [7]])(
	'%s is no number of entries',
	(limit) => {
		expect(() => viewOf({ returnAll: false, limit })).toThrow(
			new FieldProblem('"Limit" must be a whole number from 1'),
		);
		expect(viewOf({ returnAll: true, limit }).most).toBe(Infinity);
	},
);
