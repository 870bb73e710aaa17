import { logFile } from '../support/engine/logToFile.mts';

import { existsSync, readFileSync, rmSync } from 'node:fs';

import type { Fault } from '../sandbox/faults.mts';
import { DETAIL, KEYWORDS } from '../sandbox/handlers.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';

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
	// Each as the answer to the payment, and to the read before it.
	for (const [path, fault] of [undefined, KEYWORDS].flatMap((path) =>
		faults.map((fault) => [path, fault] as const),
	)) {
		if (path === KEYWORDS && fault.kind === 'lie') continue;
		for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
			const { sandbox, pay } = await sandboxWith(12);
			sandbox.fault('every', fault, path);
			sandbox.fault('every', { kind: 'echo', status: 500 }, DETAIL);
			const runs = [
				await pay({ node: { onError }, options: { timeoutMs: 200, notSentRetries: 1 } }),
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
	expect(logged()).toMatch(/Batch \d+ of/);
}, 120_000);

afterAll(() => rmSync(logFile, { force: true }));

function logged(): string {
	return existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
}
