// n8n's packages in their CommonJS form: the ESM build of n8n-workflow does not load in Node without a bundler.
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
	WorkflowExecute,
} = require('n8n-core') as typeof import('n8n-core');
export const { createRunExecutionData, NodeConnectionTypes, Workflow } =
	require('n8n-workflow') as typeof import('n8n-workflow');
/** The module itself: what it exports can be replaced. */
export const n8nWorkflow = require('n8n-workflow') as typeof import('n8n-workflow');
/** The built package; another folder where a test needs a changed copy. */
const dist = process.env.PANDAPON_DIST ?? join(ROOT, 'dist');

/** What a test uses of the package. */
interface Package {
	BatchPay1688Orders: typeof import('../../../dist/nodes/BatchPay1688Orders/BatchPay1688Orders.node.js').BatchPay1688Orders;
	PandaPonApi: typeof import('../../../dist/credentials/PandaPonApi.credentials.js').PandaPonApi;
	/** The lock's; tests shorten them. */
	limits: typeof import('../../../dist/nodes/BatchPay1688Orders/memory/lock.js').limits;
}

function load(folder: string): Package {
	const from = <T,>(file: string): T => require(`${folder}/${file}`) as T;
	return {
		BatchPay1688Orders: from<Package>('nodes/BatchPay1688Orders/BatchPay1688Orders.node.js')
			.BatchPay1688Orders,
		PandaPonApi: from<Package>('credentials/PandaPonApi.credentials.js').PandaPonApi,
		limits: from<Package>('nodes/BatchPay1688Orders/memory/lock.js').limits,
	};
}

export const { BatchPay1688Orders, PandaPonApi, limits } = load(dist);

/** A piece of a built file, and what stands in its place in a copy. */
export interface Change {
	file: string;
	from: string;
	to: string;
}

/** The package as a second n8n process has it: it shares the database with the first one, and nothing in memory. */
export function loadCopy(changes: Change[] = []): Package {
	const local = join(ROOT, '.local');
	mkdirSync(local, { recursive: true });
	const folder = mkdtempSync(join(local, 'another-process-'));
	try {
		cpSync(dist, folder, { recursive: true });
		for (const { file, from, to } of changes) {
			const text = readFileSync(join(folder, file), 'utf8');
			if (!text.includes(from)) throw new Error(`${file} does not hold: ${from}`);
			writeFileSync(join(folder, file), text.replaceAll(from, to));
		}
		const copy = load(folder);
		copy.limits.staleMs = limits.staleMs;
		return copy;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The node as a second n8n process has it, with the limits of this one. */
export function loadAsAnotherProcess(): Package['BatchPay1688Orders'] {
	return loadCopy().BatchPay1688Orders;
}

// n8n keeps the key that encrypts credentials in its database; here one is made for this process.
const { Cipher, EncryptionKeyProxy } = require('n8n-core') as typeof import('n8n-core');
const requireBesideCore = createRequire(require.resolve('n8n-core'));
const { Container } = requireBesideCore('@n8n/di') as typeof import('@n8n/di');
/** n8n's log, as nodes have it. */
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
