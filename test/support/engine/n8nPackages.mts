// n8n's packages in their CommonJS form (the ESM build of n8n-workflow does not load in Node without a bundler), and the built
// package, which must share them.
import './environment.mts';

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { Logger } from 'n8n-workflow';

import { ROOT } from '../root.mts';

const require = createRequire(import.meta.url);

export const {
	Credentials,
	CredentialTestContext,
	DataDeduplicationService,
	ExecutionLifecycleHooks,
	WebhookContext,
	WorkflowExecute,
} = require('n8n-core') as typeof import('n8n-core');
export const { createRunExecutionData, NodeConnectionTypes, Workflow } =
	require('n8n-workflow') as typeof import('n8n-workflow');
/** The module itself, so that tests can replace its exports. */
export const n8nWorkflow = require('n8n-workflow') as typeof import('n8n-workflow');
/** The built package; another folder where a test needs a changed copy. */
const dist = process.env.PANDAPON_DIST ?? join(ROOT, 'dist');

/** All that tests use of a built package; another node is another file here, and another name in the export below. */
function load(folder: string) {
	const from = <T,>(file: string): T => require(`${folder}/${file}`) as T;
	return {
		...from<typeof import('../../../dist/nodes/BatchPay1688Orders/BatchPay1688Orders.node.js')>(
			'nodes/BatchPay1688Orders/BatchPay1688Orders.node.js',
		),
		...from<typeof import('../../../dist/nodes/PandaPon/PandaPon.node.js')>(
			'nodes/PandaPon/PandaPon.node.js',
		),
		...from<typeof import('../../../dist/nodes/PandaPonTrigger/PandaPonTrigger.node.js')>(
			'nodes/PandaPonTrigger/PandaPonTrigger.node.js',
		),
		...from<typeof import('../../../dist/credentials/PandaPonApi.credentials.js')>(
			'credentials/PandaPonApi.credentials.js',
		),
		...from<typeof import('../../../dist/nodes/shared/lock/lock.js')>('nodes/shared/lock/lock.js'),
		...from<typeof import('../../../dist/nodes/shared/api/callOnce.js')>(
			'nodes/shared/api/callOnce.js',
		),
	};
}
type BuiltPackage = ReturnType<typeof load>;

/** `limits` are the lock's; tests shorten them. */
export const { BatchPay1688Orders, PandaPon, PandaPonTrigger, PandaPonApi, limits, callOnce } =
	load(dist);

/** A piece of a built file, and what replaces it in a copy. */
export interface Change {
	file: string;
	from: string;
	to: string;
}

/** The package as a second n8n process has it, which shares the database with this one but nothing in memory. */
export function loadCopy(changes: Change[] = []): BuiltPackage {
	const local = join(ROOT, '.local');
	mkdirSync(local, { recursive: true });
	const folder = mkdtempSync(join(local, 'another-process-'));
	try {
		cpSync(dist, folder, { recursive: true });
		for (const { file, from, to } of changes) {
			const text = readFileSync(join(folder, file), 'utf8');
			if (!text.includes(from)) throw new Error(`${file} does not contain: ${from}`);
			writeFileSync(join(folder, file), text.replaceAll(from, to));
		}
		const copy = load(folder);
		copy.limits.staleMs = limits.staleMs;
		return copy;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The node as a second n8n process has it, with this one's limits. */
export function loadAsAnotherProcess(): typeof BatchPay1688Orders {
	return loadCopy().BatchPay1688Orders;
}

// n8n keeps the key that encrypts credentials in its database; this process makes one of its own.
const { Cipher, EncryptionKeyProxy } = require('n8n-core') as typeof import('n8n-core');
const requireBesideCore = createRequire(require.resolve('n8n-core'));
const { Container } = requireBesideCore('@n8n/di') as typeof import('@n8n/di');
/** n8n's log, as nodes see it. */
export const logger = Container.get(
	(requireBesideCore('@n8n/backend-common') as { Logger: new () => Logger }).Logger,
);
const key = {
	id: 'test',
	value: Container.get(Cipher).encryptDEKWithInstanceKey('0123456789abcdef'.repeat(4)),
	algorithm: 'aes-256-gcm',
	format: 'prefixed',
} as const;
Container.get(EncryptionKeyProxy).setProvider({
	getActiveKey: async () => key,
	getKeyById: async () => key,
	getLegacyKey: async () => key,
});
