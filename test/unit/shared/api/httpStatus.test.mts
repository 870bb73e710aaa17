import { isComplete } from '../../../../dist/nodes/shared/api/httpStatus.js';

describe('isComplete', () => {
	test.each<[number, boolean]>([
		[199, false],
		[200, true],
		[201, true],
		[203, true],
		[204, false],
		[206, false],
		[299, false],
		[400, false],
	])('%s: %s', (httpStatus, expected) => {
		expect(isComplete(httpStatus)).toBe(expected);
	});
});
