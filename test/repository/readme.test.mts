// The README is short, and agrees with the code.
import { OUTCOMES, isSuccess } from '../../dist/nodes/BatchPay1688Orders/outcome.js';
import {
	BatchPay1688Orders,
	PandaPon,
	PandaPonApi,
	PandaPonTrigger,
} from '../support/engine/n8nPackages.mts';
import { readMarkdownTable } from '../support/markdownTable.mts';
import pinned from '../support/n8n/package.json' with { type: 'json' };
import { plainCell } from './fieldTables.mts';
import { page, section } from './markdownPages.mts';

const readme = page('README.md');

test('it has at most 1,200 words', () => {
	const words = readme.text.trim().split(/\s+/);
	expect(words.length).toBeGreaterThan(600);
	expect(words.length).toBeLessThanOrEqual(1200);
});

test('outcomes: every one, those on Success first', () => {
	const text = section(readme, 'What comes out');
	const outcomes = readMarkdownTable(text).map(([outcome]) => plainCell(outcome));
	expect([...outcomes].sort()).toEqual([...OUTCOMES].sort());
	expect(text).toContain('The first two are on Success, all others on Failure.');
	expect(outcomes.filter((_, index) => index < 2).sort()).toEqual(
		OUTCOMES.filter(isSuccess).sort(),
	);
});

test('it names every output, every node and every field of the credential', () => {
	const outputs = section(readme, 'What comes out');
	for (const output of new BatchPay1688Orders().description.outputNames!)
		expect(outputs).toContain(`**${output}**`);
	for (const Node of [BatchPay1688Orders, PandaPon, PandaPonTrigger])
		expect(section(readme, 'The three nodes')).toContain(
			`### ${new Node().description.displayName}`,
		);
	for (const { displayName } of new PandaPonApi().properties)
		expect(section(readme, 'The credential')).toContain(displayName);
});

test('the first payment begins with a check', () => {
	const steps = section(readme, 'The first payment')
		.split(/\n(?=\d\. )/)
		.filter((step) => /^\d\. /.test(step.trim()));
	expect(steps).toHaveLength(5);
	expect(steps[3]).toContain('**Mode: Check Only**');
	expect(steps[4]).toContain('Set **Mode** to *Pay*');
});

test('it names the package, and the version of n8n that the tests run on', () => {
	expect(readme.text).toContain('`n8n-nodes-pandapon`');
	const version = `n8n ${pinned.dependencies.n8n.split('.').slice(0, 2).join('.')}`;
	expect(readme.text).toContain(version);
	expect(section(page('docs/running-n8n.md'), 'Installing')).toContain(version);
});
