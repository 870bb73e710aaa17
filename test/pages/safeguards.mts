// npm run docs -- safeguards: takes each safeguard out of a copy of the built package, and shows which invariant goes red; with
// --every N, only every Nth, and writes nothing.
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { ROOT } from '../support/root.mts';

const COPY = join(ROOT, '.local/safeguards');
const SEED = 1688;
const RUNS = 12_000;
const SCHEDULES = 400_000;

/** A safeguard's text in a built file, and what replaces it. */
interface Spot {
	file: string;
	take: string;
	put: string;
}

interface Safeguard {
	name: string;
	/** Where it is; more than one where each backs the others up. */
	spots: Spot[];
	/** What must notice its absence: random stories on n8n's engine, simulated schedules, or these tests. */
	judge: 'stories' | 'schedules' | { tests: string };
}

const at = (file: string, take: string, put: string): Spot => ({
	file: `nodes/${file}.js`,
	take,
	put,
});
const step = (name: string, take: string, put: string): Spot =>
	at(`BatchPay1688Orders/${name}`, take, put);
const inStories = (name: string, ...spots: Spot[]): Safeguard => ({
	name,
	spots,
	judge: 'stories',
});
const inSchedules = (name: string, ...spots: Spot[]): Safeguard => ({
	name,
	spots,
	judge: 'schedules',
});
/** @param tests Path of a test file within test/engine. */
const inTests = (tests: string, name: string, ...spots: Spot[]): Safeguard => ({
	name,
	spots,
	judge: { tests },
});

const trigger = (name: string, take: string, put: string): Spot =>
	at(`PandaPonTrigger/${name}`, take, put);
const BELIEVES = 'pandaPonTrigger/believesOnlySigned';
const DROPS = 'pandaPonTrigger/dropsRepeated';

const repeatsNoStatus = at(
	'shared/api/callOnce',
	'preAuthenticationRetryStatusCode: []',
	'preAuthenticationRetryStatusCode: undefined',
);
const signedOnce = at('shared/api/callOnce', 'sendOnce: { signed: false }', 'sendOnce: undefined');
const lockInDatabase = at(
	'shared/lock/lock',
	'usable ? await acquire(context, row, purpose) : undefined',
	'undefined',
);

const safeguards: Safeguard[] = [
	inStories(
		'n8n does not send again after HTTP 401',
		at('shared/api/callOnce', 'ignoreHttpStatusErrors: true', 'ignoreHttpStatusErrors: false'),
		repeatsNoStatus,
		signedOnce,
	),
	inStories('… nor after a 401 whose body breaks off', repeatsNoStatus, signedOnce),
	inStories(
		'redirects are not followed',
		at('shared/api/callOnce', 'disableFollowRedirect: true', 'disableFollowRedirect: false'),
	),
	inStories(
		'a broken connection is unclear, not "never sent"',
		at(
			'shared/api/transportFailure',
			"kind: 'unclear',\n        reason: UNCLEAR",
			"kind: 'notSent',\n        reason: UNCLEAR",
		),
	),
	inStories(
		'a time-out is unclear, not "never sent"',
		at(
			'shared/api/transportFailure',
			"return { kind: 'unclear', reason: `No complete",
			"return { kind: 'notSent', reason: `No complete",
		),
	),
	inStories(
		'nothing is paid until the API has accepted a read',
		step('findObstacle', 'if (execution.served === mode)', 'if (true)'),
	),
	inStories(
		'HTTP 5xx is unknown, not a refusal',
		at('shared/api/refusal', 'status >= 400 && status <= 499', 'status >= 400 && status <= 599'),
	),
	inStories(
		'HTTP 408, 409, 460 and 499 are unknown, not a refusal',
		at('shared/api/refusal', ' && !NO_REFUSAL.has(status)', ''),
	),
	inStories(
		'an order the answer does not name is unknown',
		step(
			'readOrderByOrder',
			"return unknown('The answer does not name this order')",
			"return { ...base, outcome: 'rejected', errorReason: '', advice: '' }",
		),
	),
	inStories(
		'an order named twice is unknown',
		step('readOrderByOrder', 'if (more.length > 0)', 'if (false)'),
	),
	inStories(
		'an order that failed for a doubtful reason is unknown',
		at('shared/api/reasons', "kind: 'doubtful'", "kind: 'final'"),
	),
	inStories(
		'an answer whose HTTP status and code contradict each other is unknown',
		at('shared/api/refusal', ' && !contradicted', ''),
	),
	inStories(
		'a status alone does not prove payment',
		at('shared/orders/paymentEvidence', 'every((each) => PAID.has(each))', 'every(() => true)'),
	),
	inStories(
		'the memory is consulted before a batch leaves',
		step('payBatch', 'skipsKnown ? leaveOutKnown(run, batch) : batch.orderIds', 'batch.orderIds'),
	),
	inStories(
		'unclear orders stay in the memory',
		step('payBatch', 'fresh.filter((orderId) => !maybeSubmitted(answer, orderId))', 'fresh'),
	),
	inStories(
		'executions at the same time wait for each other',
		at(
			'shared/lock/inTurn',
			'(queues.get(workflowId) ?? Promise.resolve()).then(async',
			'Promise.resolve().then(async',
		),
		lockInDatabase,
	),
	inStories('… in other processes too', lockInDatabase),
	inStories(
		'results of the execution are kept for its next try',
		step('results', 'this.kept.results[orderId] = complete', 'void 0'),
	),
	inStories(
		'an ID that comes in twice is sent once',
		step(
			'readOrders',
			'[...new Set(valid.map(({ orderId }) => orderId))]',
			'valid.map(({ orderId }) => orderId)',
		),
	),
	inStories(
		'an ID with a gap is not taken for two',
		at('shared/orders/parseOrderIds', 'joinFragments(part.split(SPACES))', 'part.split(SPACES)'),
	),
	inStories(
		'no input field passes for a result',
		step('buildOutputs', 'if (!OWN_NAMES.has(name))', 'if (true)'),
	),
	inStories(
		'no throw under "Continue"',
		step('BatchPay1688Orders.node', '!results.sent && !this.continueOnFail()', '!results.sent'),
	),
	inStories(
		'no throw after an earlier try has paid',
		step(
			'BatchPay1688Orders.node',
			'!results.sent && !this.continueOnFail()',
			'!this.continueOnFail()',
		),
	),
	inStories(
		'each result is linked to its item',
		step('buildOutputs', 'pairedItem: { item }', 'pairedItem: { item: 0 }'),
	),
	inStories(
		'keys quoted in an answer are hidden',
		at('shared/api/envelope', "replace(/[0-9a-f]{32,}/gi, '[hidden]')", 'trim()'),
		at('shared/api/callOnce', 'const clean = withoutKeys(body, credential);', 'return body;'),
	),
	inTests(
		'lookUpFirst',
		'only an order that was seen to wait for payment is sent',
		step(
			'lookUpOrders',
			"if (lookUp?.facts?.evidence.payment === 'unpaid')",
			'if (lookUp?.facts !== undefined)',
		),
	),
	inTests(
		'lookUpFirst',
		'an order that was not seen is not sent',
		step(
			'lookUpOrders',
			"if (lookUp?.facts?.evidence.payment === 'unpaid')",
			"if ((lookUp?.facts?.evidence.payment ?? 'unpaid') === 'unpaid')",
		),
	),
	inTests(
		'lookUpLies',
		'what a look-up shows of another order does not count',
		at(
			'shared/orders/readOrderDetail',
			'isRecord)(data.baseInfo) && namesOrder(orderId, data, data.baseInfo)',
			'isRecord)(data.baseInfo)',
		),
	),
	inTests(
		'lookUpFirst',
		'three look-ups in a row without an answer end the looking up',
		step('lookUpEach', 'inARow >= MOST_UNREADABLE_IN_A_ROW', 'false'),
	),
	inTests(
		'lookUpFirst',
		'what an earlier run submitted is not sent because 1688 still shows it unpaid',
		step(
			'payBatch',
			'skipsKnown ? leaveOutKnown(run, batch)',
			'skipsKnown && !settings.lookUpFirst ? leaveOutKnown(run, batch)',
		),
	),
	inTests(
		'maximumAmount',
		'… nor is it called closed or too dear',
		step('askMemory', 'results.factsOf(orderId) !== undefined && ', 'false && '),
	),
	inTests(
		'maximumAmount',
		'no item pays more than its maximum',
		step('overMaximum', '> limit', '> Infinity'),
	),
	inTests(
		'maximumAmount',
		'… with what is paid already counted in',
		step(
			'keepToMaximumAmounts',
			"facts.evidence.payment === 'closed'",
			"facts.evidence.payment !== 'unpaid'",
		),
	),
	inTests(
		'maximumAmount',
		'an unknown amount does not pass a limit of its item',
		step('overMaximum', 'exceeded === undefined && !amounts.includes(undefined)', '!exceeded'),
	),
	inTests(
		'maximumAmount',
		'an unreadable limit is not "no limit"',
		step('readMaximumAmounts', "if (typeof limit === 'number')", 'if (true)'),
	),
	inTests(
		'maximumTotal',
		'a limit where nothing is looked up stops the node',
		step('settings', 'if (!settings.lookUpFirst && (', 'if (false && ('),
	),
	inTests(
		'maximumTotal',
		'no run pays more than its maximum total',
		step('keepToMaximumTotal', 'if (total <= maxTotalFen)', 'if (true)'),
	),
	inTests(
		'maximumTotal',
		'… the earlier passes of a loop included',
		step('keepToMaximumTotal', 'results.taken(mode, orderIds).fen', '0'),
	),
	inTests(
		'maximumTotal',
		'… and an unknown amount does not pass it',
		step(
			'keepToMaximumTotal',
			'const known = orderIds.filter((orderId) => amountOf(orderId) !== null)',
			'const known = orderIds',
		),
	),
	inTests(
		'maximumTotal',
		'the maximum of orders counts the earlier passes of a loop',
		step('keepToOrderLimits', 'results.taken(mode, orderIds).orders', '0'),
	),
	inTests(
		'checkOnly',
		'a new node only checks',
		step('parameters', "default: 'check'", "default: 'pay'"),
	),
	inTests(
		'checkOnly',
		'a check pays nothing',
		step('BatchPay1688Orders.node', "settings.mode === 'check'", 'false'),
	),
	inTests(
		'checkOnly',
		'a check asks the memory',
		step('askMemory', "settings.mode === 'check' || ", ''),
	),
	inTests(
		'checkOnly',
		'… and leaves nothing in it',
		step('memory/memory', 'this.released.push(String(orderId))', 'void orderId'),
	),
	inSchedules(
		'a lock is left alone for longer than a process may freeze',
		at('shared/lock/lock', 'staleMs: 130_000', 'staleMs: 10_000'),
	),
	inSchedules(
		'a claim to a dead lock must still hold',
		at('shared/lock/lock', 'await row.holds(claim)', 'true'),
	),
	inSchedules(
		'… and lapses with any change',
		at('shared/lock/lock', 'if (seen.claim?.count !== count)', 'if (false)'),
	),
	inSchedules(
		'nobody claims a lock while another claim may be waiting',
		at('shared/lock/lock', 'exports.limits.staleMs * (1.05 + Math.random() / 4)', '5_000'),
	),
	inSchedules(
		'one look at a lock proves only a limited time',
		at(
			'shared/lock/watch',
			'Math.min(Math.max(0, at - this.since), this.maxForOneLookMs)',
			'(at - this.since)',
		),
	),
	inSchedules(
		'an order that was sent again is not struck out',
		step('memory/memory', 'if (this.sendsAgain && processed.length > 0)', 'if (false)'),
	),
	inSchedules(
		'a check strikes out only what it added',
		step('memory/memory', 'for (const orderId of added)', 'for (const orderId of portion)'),
	),
	inTests(
		'lockBetweenProcesses',
		'a check asks only under the lock',
		step('memory/memory', 'if (!lock.isHeld)', 'if (false)'),
	),
	inSchedules(
		'a check that dies leaves 200 orders recorded at most',
		step('memory/memory', 'STRUCK_OUT_AT_ONCE = 200', 'STRUCK_OUT_AT_ONCE = 100_000'),
	),
	inSchedules(
		'a check marks no order as new that was sent again',
		step(
			'memory/memory',
			'const { new: notSentAgain } = await this.add(orderIds.map(sentAgain));',
			'const notSentAgain = orderIds.map(sentAgain);',
		),
	),
	inTests(
		BELIEVES,
		'a message is believed only if its signature matches',
		trigger('whatIsSigned', '(0, node_crypto_1.timingSafeEqual)(hmac.digest(), signature)', 'true'),
	),
	inTests(
		BELIEVES,
		'… unless unsigned messages are accepted',
		trigger('PandaPonTrigger.node', ' && !settings.acceptUnsigned', ' && false'),
	),
	inTests(
		BELIEVES,
		'an empty secret proves nothing',
		trigger('keys', 'if (problem !== undefined)', 'if (false)'),
	),
	inTests(
		BELIEVES,
		'a signature is checked over the bytes that came in',
		trigger(
			'readRequest',
			'request.rawBody ?? Buffer.alloc(0)',
			"Buffer.from(JSON.stringify(context.getBodyData() ?? ''))",
		),
	),
	inTests(
		BELIEVES,
		'what cannot be taken in is not answered with 200',
		trigger(
			'PandaPonTrigger.node',
			'(0, answer_1.turnAway)(this, 503, error.message)',
			"(0, answer_1.answer)(this, 200, '')",
		),
	),
	inTests(
		BELIEVES,
		'… nor makes it n8n fail',
		trigger(
			'PandaPonTrigger.node',
			'return (0, answer_1.turnAway)(this, 503, error.message)',
			'throw error',
		),
	),
	inTests(
		DROPS,
		'a message that was turned away starts nothing behind the trigger',
		trigger('PandaPonTrigger.node', '(0, showsWhyTurnedAway_1.showsWhyTurnedAway)(this)', 'false'),
	),
	inTests(
		DROPS,
		'executions ask one after the other whether their message is repeated',
		trigger(
			'isRepeated',
			"(0, lock_1.openLock)(context)('record', ",
			"(async (_purpose, step) => await step())('record', ",
		),
	),
	inTests(
		DROPS,
		'… also where one step asks for both',
		trigger('isRepeated', 'fresh.delete(each)', 'void 0'),
	),
	inTests(
		DROPS,
		'a message is known by its content',
		trigger('messageIdOf', '[type, platform, body]', '[type, platform, body, Math.random()]'),
	),
	inTests(
		DROPS,
		'… in the three hours after, too',
		trigger('isRepeated', '`${messageId} ${period - 1}`', 'String(Math.random())'),
	),
	inTests(
		DROPS,
		'an execution that runs again gets its message again',
		trigger('isRepeated', 'fresh.has(here) && ', ''),
	),
	inTests(
		DROPS,
		'… and drops again what it has dropped',
		trigger(
			'isRepeated',
			"await helpers.removeProcessed([...fresh], 'node', REMEMBERED)",
			'void 0',
		),
	),
	inTests(
		DROPS,
		'a retry gets its message again',
		trigger('whyDropped', "context.getMode() === 'retry'", 'false'),
	),
	inTests(
		DROPS,
		'no message is lost because the store fails',
		trigger('isRepeated', 'catch (error) {', 'catch (error) {\n        throw error;'),
	),
	inTests(DROPS, 'an old message is a replay', trigger('whyDropped', 'hours > 0 && ', 'false && ')),
	inTests(
		DROPS,
		'the memory of messages does not grow without end',
		trigger('isRepeated', 'maxEntries: 30_000', 'maxEntries: 30_000_000'),
	),
];

/** What noticed that a safeguard is missing, if anything did. */
interface Notice {
	broken: string | undefined;
	/** How much was played, or the file that holds the test. */
	after: string;
}

/** Plays until something breaks. */
function play(judge: 'stories' | 'schedules'): Notice {
	const [script, args, broken, after] =
		judge === 'stories'
			? ([
					'../stories/random/randomStories.mts',
					['--runs', String(RUNS), '--quiet', '--no-shrink'],
					/BROKEN {2}(?:Error: )?([^:\n]+(?:"[^"]*"[^:\n]*)?):/,
					/^runs (\d+)/m,
				] as const)
			: ([
					'../stories/simulation/simulate.mts',
					['--schedules', String(SCHEDULES), '--until-broken'],
					/BROKEN {2}([^:\n]+):/,
					/^(\d+) schedules/m,
				] as const);
	const { stdout } = spawnSync(
		process.execPath,
		[join(import.meta.dirname, script), '--seed', String(SEED), ...args],
		{ env: { ...process.env, PANDAPON_DIST: COPY }, encoding: 'utf8' },
	);
	if (!after.test(stdout)) throw new Error(`${script} played nothing: ${stdout}`);
	return {
		broken: broken.exec(stdout)?.[1],
		after: `${after.exec(stdout)?.[1]} ${judge === 'stories' ? 'runs' : 'schedules'}`,
	};
}

interface JestReport {
	numPassedTests: number;
	testResults: Array<{
		name: string;
		message: string;
		assertionResults: Array<{ status: string; ancestorTitles: string[]; title: string }>;
	}>;
}

/** Runs tests, on the copy or on the whole package. */
function runTests(tests: string, dist: string): Notice {
	const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
	const { stdout } = spawnSync(
		process.execPath,
		[jest, '--json', '--silent', '--runTestsByPath', `test/engine/${tests}.test.mts`],
		{ cwd: ROOT, env: { ...process.env, PANDAPON_DIST: dist }, encoding: 'utf8', maxBuffer: 1e9 },
	);
	const { numPassedTests, testResults } = JSON.parse(stdout) as JestReport;
	const red = testResults
		.flatMap(({ name, assertionResults }) =>
			assertionResults.map((result) => ({ ...result, file: name.split('/').pop() })),
		)
		.find(({ status }) => status === 'failed');
	if (red === undefined && numPassedTests === 0)
		throw new Error(`${tests} ran no test: ${testResults[0]?.message}`);
	if (red === undefined) return { broken: undefined, after: `${numPassedTests} tests` };
	return { broken: [...red.ancestorTitles, red.title].join(': '), after: `\`${red.file}\`` };
}

for (const { file, take } of safeguards.flatMap(({ spots }) => spots)) {
	if (!readFileSync(join(ROOT, 'dist', file), 'utf8').includes(take))
		throw new Error(`${file} no longer holds: ${take}`);
}

const judges = new Set(
	safeguards.flatMap(({ judge }) => (typeof judge === 'object' ? judge.tests : [])),
);
for (const tests of judges) {
	const { broken } = runTests(tests, join(ROOT, 'dist'));
	if (broken !== undefined) throw new Error(`Red with every safeguard in place: ${broken}`);
}

const { values: flags } = parseArgs({ options: { every: { type: 'string', default: '1' } } });
const every = Number(flags.every);
const rows: string[] = [];
let unnoticed = 0;
for (const { name, spots, judge } of safeguards.filter((_, n) => n % every === 0)) {
	rmSync(COPY, { recursive: true, force: true });
	cpSync(join(ROOT, 'dist'), COPY, { recursive: true });
	for (const { file, take, put } of spots) {
		writeFileSync(join(COPY, file), readFileSync(join(COPY, file), 'utf8').replaceAll(take, put));
	}
	const { broken, after } = typeof judge === 'object' ? runTests(judge.tests, COPY) : play(judge);
	if (broken === undefined) unnoticed++;
	const files = [
		...new Set(spots.map(({ file }) => `\`${file.split('/').pop()?.replace('.js', '.ts')}\``)),
	].join(', ');
	rows.push(
		`| ${name} | ${files} | ${broken ?? '**nothing went red**'} | ${broken === undefined ? `not in ${after}` : after} |`,
	);
	console.log(rows.at(-1));
}
rmSync(COPY, { recursive: true, force: true });

const page = `# Can the fault tests fail?

Each safeguard is taken out of a copy of the built package in turn. Then the random stories of \`npm run test:stories -- random\` are played
on n8n's engine, or the schedules of \`npm run test:stories -- simulation\`, until an invariant breaks; or tests of \`test/engine\` are run,
which are green with every safeguard in place. A safeguard whose loss goes unnoticed would be untested. Written by \`npm run docs -- safeguards\` (seed ${SEED}); no line is typed by hand.

| without this safeguard | file | the invariant or test that went red | after, or in |
|---|---|---|---|
${rows.join('\n')}
`;
if (every === 1) writeFileSync(join(ROOT, 'docs/safeguards.md'), page);
if (unnoticed > 0) process.exitCode = 1;
