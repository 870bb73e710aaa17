import type { IExecuteFunctions } from 'n8n-workflow';

import { startProgress } from '../../../dist/nodes/BatchPay1688Orders/progress.js';

const doing = (done: number) => `Looked up ${done}`;
const fail = () => {
	throw new Error('no connection');
};

test("the log and the browser's console hear the same", () => {
	const logged: unknown[] = [];
	const shown: unknown[] = [];
	const context = {
		logger: { info: (line: string) => logged.push(line) },
		sendMessageToUI: (...lines: unknown[]) => shown.push(...lines),
	} as unknown as IExecuteFunctions;
	const report = startProgress(context, 3, doing);
	// Within the first second only the end is worth a line.
	report(1);
	report(2);
	expect(logged).toEqual(['Looked up 3 of 3 orders, about 0 s left']);
	expect(shown).toEqual(logged);
});

test.each([
	['the log fails', { logger: { info: fail }, sendMessageToUI: () => {} }],
	['the console fails', { logger: { info: () => {} }, sendMessageToUI: fail }],
	['n8n has no console', { logger: { info: () => {} } }],
])('the run goes on when %s', (_name, context) => {
	expect(() => startProgress(context as unknown as IExecuteFunctions, 1, doing)(1)).not.toThrow();
});
