const { execFileSync } = require('node:child_process');
const { readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { dest, series, src } = require('gulp');

async function clean() {
	rmSync('dist', { recursive: true, force: true });
}

async function compile() {
	execFileSync(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });
}

/** The source maps are for coverage and are not shipped, so no shipped file may point to one. */
async function unlinkMaps() {
	const built = readdirSync('dist', { recursive: true }).map((file) => `dist/${file}`);
	for (const file of built.filter((name) => name.endsWith('.js'))) {
		writeFileSync(file, readFileSync(file, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, ''));
	}
}

/** Icons and codex files, which the compiler does not copy. */
function assets() {
	return src(['credentials/**/*.svg', 'nodes/**/*.{svg,json}'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));
}

exports.build = series(clean, compile, unlinkMaps, assets);
