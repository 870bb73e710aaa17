import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { generate } from 'selfsigned';

import { LOCAL } from './n8n/install.mts';

/** Makes a certificate for a host; a program trusts it when its `NODE_EXTRA_CA_CERTS` names `file`. */
export async function certificateFor(
	host: string,
): Promise<{ key: string; cert: string; file: string }> {
	const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
		extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
	});
	mkdirSync(LOCAL, { recursive: true });
	const file = join(LOCAL, `${host}.pem`);
	writeFileSync(file, cert);
	return { key, cert, file };
}
