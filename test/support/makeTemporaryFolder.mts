import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Jest kills workers that have grown large, and these remove nothing: so all temporary files of the tests go into one folder. */
export default function makeTemporaryFolder(): void {
	process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'n8n-nodes-pandapon-'));
}
