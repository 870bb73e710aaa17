// The tarball, installed as n8n installs community packages, and loaded with n8n's own loader.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { npm } from '../support/npm.mts';
import { ROOT } from '../support/root.mts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'installed-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const installed = join(folder, 'node_modules/n8n-nodes-pandapon');
interface Loaded {
	packageName: string;
	known: {
		nodes: Record<string, { className: string; sourcePath: string }>;
		credentials: Record<string, { className: string; supportedNodes: string[] }>;
	};
	types: { nodes: Array<Record<string, unknown>>; credentials: Array<Record<string, unknown>> };
}
interface ShownNode {
	name: string;
	codex: { categories: string[] };
	iconUrl: Record<string, string>;
}
let loaded: Loaded;

beforeAll(() => {
	const [{ filename }] = JSON.parse(npm(['pack', '--json', '--pack-destination', folder])) as [
		{ filename: string },
	];
	writeFileSync(join(folder, 'package.json'), '{"private":true}');
	// n8n provides n8n-workflow itself, so the peer dependency is not installed.
	npm(['install', '--ignore-scripts', '--legacy-peer-deps', `./${filename}`], folder);
	// As in n8n, the package finds it through NODE_PATH.
	const env = { ...process.env, NODE_PATH: join(ROOT, 'node_modules') };
	loaded = JSON.parse(
		execFileSync(process.execPath, [join(import.meta.dirname, 'loadInstalled.mts'), installed], {
			env,
			encoding: 'utf8',
		}),
	) as Loaded;
});

test('installing it adds this one package and nothing else', () => {
	expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(
		['n8n-nodes-pandapon'],
	);
});

test('n8n finds the nodes and the credential', () => {
	expect(loaded.packageName).toBe('n8n-nodes-pandapon');
	expect(loaded.known.nodes).toEqual({
		batchPay1688Orders: {
			className: 'BatchPay1688Orders',
			sourcePath: expect.stringMatching(/BatchPay1688Orders\.node\.js$/) as string,
		},
		pandaPon: {
			className: 'PandaPon',
			sourcePath: expect.stringMatching(/PandaPon\.node\.js$/) as string,
		},
		pandaPonTrigger: {
			className: 'PandaPonTrigger',
			sourcePath: expect.stringMatching(/PandaPonTrigger\.node\.js$/) as string,
		},
	});
	const { className, supportedNodes } = loaded.known.credentials.pandaPonApi;
	expect(className).toBe('PandaPonApi');
	expect([...supportedNodes].sort()).toEqual(['batchPay1688Orders', 'pandaPon', 'pandaPonTrigger']);
});

test('n8n shows the nodes with their outputs, their categories and their icons', () => {
	const nodes = loaded.types.nodes as unknown as ShownNode[];
	const named = (wanted: string) => nodes.find(({ name }) => name === wanted)!;
	const [batchPay, pandaPon, trigger] = ['batchPay1688Orders', 'pandaPon', 'pandaPonTrigger'].map(
		named,
	);
	expect(batchPay).toMatchObject({
		displayName: 'Batch Pay 1688 Orders',
		outputNames: ['Success', 'Failure', 'Summary'],
	});
	expect(pandaPon).toMatchObject({ displayName: 'PandaPon', outputs: ['main'] });
	expect(trigger).toMatchObject({ displayName: 'PandaPon Trigger', inputs: [] });
	for (const { codex } of [batchPay, pandaPon, trigger])
		expect(codex.categories).toContain('Finance & Accounting');
	const [credential] = loaded.types.credentials as Array<{ iconUrl: Record<string, string> }>;
	const icons = [...nodes, credential].flatMap(({ iconUrl }) => [iconUrl.light, iconUrl.dark]);
	for (const icon of icons)
		expect(existsSync(join(installed, icon.replace(/^icons\/n8n-nodes-pandapon\//, '')))).toBe(
			true,
		);
});
