import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Browser } from '../../support/browser.mts';
import { FILES, readExample } from '../../support/examples.mts';
import { importInEditor } from './importInEditor.mts';
import { credentials as saved, n8n } from './stage.mts';

test(
	'imported in the editor, every trigger has an address of its own, and every node of this package the credential, if it has the name that n8n proposes',
	{ timeout: 600_000 },
	async () => {
		const browser = await Browser.open(n8n);
		try {
			for (const file of FILES) {
				const nodes = await importInEditor(browser.page, n8n.url, file);
				const shipped = readExample(file).nodes;
				assert.deepEqual(
					nodes.map(({ name, type }) => [name, type]),
					shipped.map(({ name, type }) => [name, type]),
					file,
				);
				for (const { name, type, webhookId } of nodes)
					if (/\.(formTrigger|pandaPonTrigger)$/.test(type))
						assert.match(webhookId ?? '', /^[0-9a-f-]{36}$/, `${file}: ${name}`);
				const asking = shipped.filter(({ credentials }) => credentials !== undefined);
				for (const { name } of asking)
					assert.deepEqual(
						nodes.find((node) => node.name === name)?.credentials,
						{ pandaPonApi: saved.pandaPonApi },
						`${file}: ${name}`,
					);
			}
		} finally {
			await browser.close();
		}
	},
);
