/** Everything runs on the built package in `dist/`; coverage is mapped back to the TypeScript sources. */
export default {
	testEnvironment: 'node',
	globalSetup: '<rootDir>/test/support/makeTemporaryFolder.mts',
	globalTeardown: '<rootDir>/test/support/removeTemporaryFolder.mts',
	testMatch: ['<rootDir>/test/**/*.test.mts'],
	moduleFileExtensions: ['mts', 'ts', 'js', 'mjs', 'json'],
	transform: {
		'/dist/.*\\.js$': '<rootDir>/test/support/withSourceMap.mjs',
		'\\.mts$': [
			'@swc/jest',
			{ module: { type: 'commonjs' }, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } },
		],
	},
	collectCoverageFrom: ['dist/**/*.js'],
	coverageProvider: 'v8',
	coverageReporters: ['text', 'json-summary'],
	coverageThreshold: { global: { lines: 95, branches: 95 } },
	testTimeout: 60_000,
	maxWorkers: '100%',
	// n8n's engine is loaded anew for each file and never quite let go: a process that holds many of them collects coverage slowly.
	workerIdleMemoryLimit: '1GB',
};
