// The credential, which its test has found to have the wrong timestamp unit.
import { Sandbox } from '../../sandbox/sandbox.mts';
import { box } from '../../support/editor/clip.mts';
import * as credential from '../../support/editor/credentialDialog.mts';
import { bench, take } from './studio.mts';

/** credential: continues in the open panel of a node. */
export async function takeCredential(): Promise<void> {
	const { page } = bench;
	const inSeconds = await bench.start(new Sandbox({ acceptedUnit: 'seconds' }));
	await page.getByTestId('credential-edit-button').click();
	await credential.fill(page, { baseUrl: inSeconds.url });
	await credential.save(page);
	await credential.problem(page);
	await take(page, 'credential', await box(credential.dialog(page)));
}
