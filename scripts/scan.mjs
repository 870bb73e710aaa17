// Runs n8n's community scanner. Silent means no finding, not even a warning.
//   without arguments   offline, on what the scanner reads of a commit and on what npm would publish
//   name@version        on a published package: its provenance, the commit it was built from, its tarball
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const scanner = join(root, 'node_modules/@n8n/scan-community-package/scanner/scanner.mjs');
const { analyzePackage, analyzePackageByName, buildScanConfig, SOURCE_FILE_PATTERNS } =
	await import(pathToFileURL(scanner));
const { ESLint } = createRequire(scanner)('eslint');

function report(what, { passed, message, details }) {
	if (passed) return;
	console.log(`${what}: ${message}\n${details ?? ''}`);
	process.exitCode = 1;
}

async function scan(what, folder, patterns) {
	report(what, await analyzePackage(folder, patterns));
	// The scanner's verdict ignores warnings.
	const eslint = new ESLint({
		cwd: folder,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: await buildScanConfig(),
	});
	const results = (await eslint.lintFiles(patterns)).filter(({ warningCount }) => warningCount > 0);
	const { format } = await eslint.loadFormatter('stylish');
	report(what, {
		passed: results.length === 0,
		message: 'warnings',
		details: await format(results),
	});
}

const [published] = process.argv.slice(2);
if (published !== undefined) {
	// The scanner's own command exits with 0 whatever it finds.
	report(published, await analyzePackageByName(...published.split('@')));
} else {
	const folder = mkdtempSync(join(tmpdir(), 'scan-'));
	try {
		const pack = ['pack', '--json', '--pack-destination', folder];
		const [tarball] = JSON.parse(
			execFileSync('npm', pack, {
				cwd: root,
				stdio: ['ignore', 'pipe', 'ignore'],
				shell: process.platform === 'win32',
			}),
		);
		execFileSync('tar', ['xzf', tarball.filename], { cwd: folder });
		await scan('working tree', root, SOURCE_FILE_PATTERNS);
		await scan('packed tarball', join(folder, 'package'), ['**/*.js', '**/*.json']);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
