// The table of docs/ordering.md agrees with the code.
import type { Outcome } from '../../dist/nodes/PandaPon/changes/outcome.js';
import { readMarkdownTable } from '../support/markdownTable.mts';
import { plainCell } from './fieldTables.mts';
import { page, section } from './markdownPages.mts';

/** Checked by the compiler: one that is missing here, or too many, is an error. */
const OUTCOMES: Record<Outcome, true> = { done: true, refused: true, unclear: true, notSent: true };

test('it explains every outcome of a change', () => {
	const rows = readMarkdownTable(section(page('docs/ordering.md'), 'Calls that change something'));
	expect(rows.map(([outcome]) => plainCell(outcome)).sort()).toEqual(Object.keys(OUTCOMES).sort());
});
