import type { IExecuteFunctions } from 'n8n-workflow';

import { FieldProblem } from '../../../dist/nodes/PandaPon/fields/fieldProblem.js';
import { timeoutReader } from '../../../dist/nodes/PandaPon/timeoutReader.js';

const timeoutFor = (options: unknown) =>
	timeoutReader({ getNodeParameter: () => options } as unknown as IExecuteFunctions)(0);

test.each<[unknown, number]>([
	[{}, 60_000],
	['', 60_000],
	[undefined, 60_000],
	[{ timeoutMs: 1 }, 1],
	[{ timeoutMs: 1234 }, 1234],
	[{ timeoutMs: 3_600_000 }, 3_600_000],
])('%j: %s ms', (options, timeoutMs) => {
	expect(timeoutFor(options)).toBe(timeoutMs);
});

// A timer of no time, or of more than 24 days, would fire at once.
test.each([0, 0.5, -1, 3_600_001, 2 ** 31, NaN, Infinity, '', '1000', null, undefined, [], {}])(
	'%s is no time',
	(timeoutMs) => {
		expect(() => timeoutFor({ timeoutMs })).toThrow(
			new FieldProblem('"Timeout (Ms)" must be a number from 1 to 3600000'),
		);
	},
);
