import { readFileSync } from 'node:fs';

/** The lines of a function: it alone is pure in its file, and fixed line numbers would drift. */
function linesOf(file, functionName) {
	const lines = readFileSync(new URL(file, import.meta.url), 'utf8').split('\n');
	const first = lines.findIndex((line) => line.startsWith(`export function ${functionName}(`));
	if (first === -1) throw new Error(`${file} has no function ${functionName}`);
	return `${file}:${first + 1}-${lines.indexOf('}', first) + 1}`;
}

/** Changes the steps that work without n8n, one spot at a time, to see whether a unit test notices. See docs/mutation.md. */
export default {
	mutate: [
		'nodes/shared/api/{accessProblem,credentialProblem,envelope,exactJson,readPatiently,signOnce,signature,transportFailure,reasons,refusal}.ts',
		'nodes/shared/{money,orders}/*.ts',
		'nodes/BatchPay1688Orders/{alreadySubmitted,answer,askMemory,banners,batch,buildOutputs,keepToMaximumAmounts,keepToMaximumTotal,keepToOrderLimits,keepTogether,markReady,outcome,overMaximum,readAnswer,readOrderByOrder,recordCustomData,refuseRounded,results,stopRule,summary,summaryText}.ts',
		'nodes/BatchPay1688Orders/memory/*.ts',
		'nodes/shared/lock/*.ts',
		'nodes/PandaPonTrigger/{describeMessage,eventOf,isWanted,messageIdOf,checkSignature,readMessage,readSettings,sentAt,whatIsSigned,whyDropped}.ts',
		linesOf('nodes/shared/api/resend.ts', 'resendDelay'),
		linesOf('nodes/shared/n8n/readField.ts', 'plainField'),
		linesOf('nodes/BatchPay1688Orders/readOrders.ts', 'ordersByItem'),
	],
	buildCommand: 'gulp build',
	testRunner: 'jest',
	plugins: ['@stryker-mutator/jest-runner'],
	jest: {
		configFile: 'jest.config.mjs',
		// Each change costs the loading of all these files. The random schedules are left out: they notice much, but take seconds
		// for each change; and the tests of the PandaPon node, none of whose files is changed.
		config: {
			testMatch: [
				'<rootDir>/test/unit/{BatchPay1688Orders,PandaPonTrigger,shared}/**/!(schedules).test.mts',
			],
		},
		// The tests import the built package, so no test is "related" to a source file.
		enableFindRelatedTests: false,
	},
	coverageAnalysis: 'perTest',
	concurrency: 2,
	reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
	clearTextReporter: { allowColor: false, reportTests: false, reportMutants: true },
	thresholds: { high: 95, low: 90, break: 90 },
	ignorePatterns: ['coverage', 'reports', 'dist', '.local'],
	cleanTempDir: 'always',
	warnings: { slow: false },
};
