import { logFile } from '../support/engine/logToFile.mts';

import { existsSync, readFileSync, rmSync } from 'node:fs';

import type { Fault } from '../sandbox/faults.mts';
import { DETAIL, KEYWORDS, PAY } from '../sandbox/handlers.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';

const ORDERS = 12;
const faults: Fault[] = [
	{ kind: 'lie', lie: 'unexpectedIds' },
	{ kind: 'resetBeforeAnswer' },
	{ kind: 'resetInsideAnswer' },
	{ kind: 'hang' },
	{ kind: 'html' },
	{ kind: 'redirect', status: 307 },
	{ kind: 'echo', status: 400, processed: false },
	{ kind: 'echo', status: 401, processed: false },
	{ kind: 'echo', status: 500 },
	{ kind: 'status', status: 429, processed: false },
	{ kind: 'code', code: 10012, processed: false },
];

test('no key and no signature is in items, errors, hints, logs or the stored execution', async () => {
	// Each as the answer to every payment, and to every call of the kind that comes before it.
	for (const [path, lookUpFirst] of [
		[PAY, true],
		[PAY, false],
		[KEYWORDS, false],
		[DETAIL, true],
	] as const) {
		for (const fault of faults) {
			if (path !== PAY && fault.kind === 'lie') continue;
			for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
				const { sandbox, pay } = await sandboxWith(ORDERS);
				sandbox.fault('every', fault, path);
				// What is asked after that quotes them too: whether the account is served, or what became of the orders.
				const after = path === DETAIL ? KEYWORDS : DETAIL;
				const first = path === PAY && lookUpFirst ? ORDERS + 1 : 1;
				for (let call = first; call < first + 2 * ORDERS; call++)
					sandbox.fault(call, { kind: 'echo', status: 500 }, after);
				const timeoutMs = fault.kind === 'hang' ? 500 : 10_000;
				const runs = [
					await pay({
						node: { onError },
						options: { lookUpFirst, timeoutMs, notSentRetries: 1 },
					}),
					await pay({ node: { onError }, options: { batchSize: 0 } }),
				];
				const emitted =
					JSON.stringify(runs) +
					runs.map(({ message, hints }) => `${message} ${hints.join()}`).join();
				expect(sandbox.signatures.length).toBeGreaterThan(0);
				for (const secret of [
					sandbox.keys.accessSecret,
					sandbox.keys.accessKey,
					...sandbox.signatures,
				]) {
					expect(emitted).not.toContain(secret);
					expect(logged()).not.toContain(secret);
				}
			}
		}
	}
	expect(logged()).toMatch(/Looked up \d+ of/);
	expect(logged()).toMatch(/Batch \d+ of/);
}, 120_000);

afterAll(() => rmSync(logFile, { force: true }));

function logged(): string {
	return existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
}
