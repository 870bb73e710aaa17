import { rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** Removes the folder of makeTemporaryFolder.mts. */
export default function removeTemporaryFolder(): void {
	const folder = process.env.TMPDIR!;
	process.env.TMPDIR = dirname(folder);
	rmSync(folder, { recursive: true, force: true });
}
