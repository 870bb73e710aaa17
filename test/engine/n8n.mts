// n8n's packages in their CommonJS form: the ESM build of n8n-workflow does not load in Node without a bundler.
import './environment.mts';

import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const require = createRequire(import.meta.url);

export const { Credentials, CredentialTestContext, DataDeduplicationService, ExecutionLifecycleHooks, WorkflowExecute } = require('n8n-core') as typeof import('n8n-core');
export const { createRunExecutionData, NodeConnectionTypes, Workflow } = require('n8n-workflow') as typeof import('n8n-workflow');
/** The built package; another folder where a test needs a changed copy. */
const dist = process.env.PANDAPON_DIST ?? resolve(import.meta.dirname, '../../dist');
const NODE_FILE = 'nodes/BatchPay1688Orders/BatchPay1688Orders.node.js';
type NodeFile = typeof import('../../dist/nodes/BatchPay1688Orders/BatchPay1688Orders.node.js');
export const { PandaPonApi } = require(`${dist}/credentials/PandaPonApi.credentials.js`) as typeof import('../../dist/credentials/PandaPonApi.credentials.js');
export const { BatchPay1688Orders } = require(`${dist}/${NODE_FILE}`) as NodeFile;

/** The node as a second n8n process has it: it shares the database with the first one, and nothing in memory. */
export function loadAsAnotherProcess(): NodeFile['BatchPay1688Orders'] {
	const local = resolve(import.meta.dirname, '../../.local');
	mkdirSync(local, { recursive: true });
	const copy = mkdtempSync(join(local, 'another-process-'));
	cpSync(dist, copy, { recursive: true });
	try {
		return (require(`${copy}/${NODE_FILE}`) as NodeFile).BatchPay1688Orders;
	} finally {
		rmSync(copy, { recursive: true, force: true });
	}
}

// n8n keeps the key that encrypts credentials in its database; here one is made for this process.
const { Cipher, EncryptionKeyProxy } = require('n8n-core') as typeof import('n8n-core');
const { Container } = createRequire(require.resolve('n8n-core'))('@n8n/di') as typeof import('@n8n/di');
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
