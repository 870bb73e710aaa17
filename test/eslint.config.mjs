// Rules that need types, for all TypeScript. n8n's own lint knows none of them, and its eslint.config.mjs must stay as n8n ships it.
import { fileURLToPath } from 'node:url';

import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
	{ ignores: ['dist', 'coverage', 'reports', '.local', '.stryker-tmp'] },
	eslint.configs.recommended,
	{
		files: ['**/*.{js,mjs}'],
		languageOptions: {
			globals: Object.fromEntries(
				['clearInterval', 'console', 'exports', 'process', 'require', 'setInterval', 'URL'].map(
					(name) => [name, 'readonly'],
				),
			),
		},
	},
	{
		files: ['**/*.{ts,mts}'],
		extends: [tseslint.configs.recommendedTypeChecked],
		languageOptions: {
			parserOptions: {
				project: ['tsconfig.json', 'test/tsconfig.json'],
				tsconfigRootDir: fileURLToPath(new URL('..', import.meta.url)),
			},
		},
		rules: {
			// A function is async where its type asks for a promise.
			'@typescript-eslint/require-await': 'off',
			'@typescript-eslint/no-floating-promises': [
				'error',
				// Node's test runner waits for its tests by itself.
				{
					allowForKnownSafeCalls: [
						{
							from: 'package',
							name: ['after', 'before', 'describe', 'test'],
							package: 'node:test',
						},
					],
				},
			],
		},
	},
	{
		files: ['test/**/*.mts'],
		rules: {
			// Numbers that lose digits are what many tests are about.
			'no-loss-of-precision': 'off',
			// A field of an n8n item may hold anything, and a test that fails should show it.
			'@typescript-eslint/no-base-to-string': 'off',
		},
	},
);
