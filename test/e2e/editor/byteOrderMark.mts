// Excel puts a hidden mark in front of a CSV file, and n8n makes it a part of the first column's name.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';

import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { Account } from '../../sandbox/account.mts';
import { Sandbox } from '../../sandbox/sandbox.mts';
import { N8N_MODULES } from '../../support/n8n/install.mts';
import { answersOf, chain, node, payNode } from '../../support/n8n/payingWorkflow.mts';
import { idsOfList } from '../../support/orderIds.mts';
import { bench, save } from './stage.mts';

const [ORDER] = idsOfList(4, 1);

test("a CSV file with a byte-order mark: the advice names n8n's option, and the option helps", async () => {
	const { n8n } = bench;
	const account = new Account();
	account.addOrders([ORDER]);
	const sandbox = await bench.start(new Sandbox({ account }));
	const csv = Buffer.from(`\uFEFFOrder No,Buyer\r\n${ORDER},Wang Fang\r\n`).toString('base64');
	const file = { data: csv, mimeType: 'text/csv', fileName: 'orders.csv', fileExtension: 'csv' };
	const jsCode = `return [{ json: {}, binary: { data: ${JSON.stringify(file)} } }];`;
	const check = async (options: IDataObject) => {
		const workflow = chain('A file from Excel', [
			node('File', 'n8n-nodes-base.code', 2, { jsCode }),
			node('Read CSV', 'n8n-nodes-base.extractFromFile', 1.1, { operation: 'csv', options }),
			payNode("={{ $json['Order No'] }}", {}, { mode: 'check' }),
		]);
		const run = await n8n.run(await save(workflow, sandbox));
		const [{ outcome, errorReason, advice }] = answersOf(await n8n.finished(run));
		// Its last words are joined by spaces that do not break.
		return { outcome, errorReason, advice: String(advice).replaceAll('\u00A0', ' ') };
	};

	const { advice, ...result } = await check({});
	assert.deepEqual(result, {
		outcome: 'invalid',
		errorReason: 'No order ID: the name of column "Order No" begins with a hidden mark',
	});
	const [, option] = /In "Extract from File", add "(.*)"\.$/.exec(advice) ?? [];
	assert.equal((await check({ [nameOf(option)]: true })).outcome, 'ready');
});

/** The internal name of an option of n8n's node "Extract from File", by the name that the editor shows. */
function nameOf(displayName: string): string {
	const { description } = createRequire(N8N_MODULES)(
		'n8n-nodes-base/dist/nodes/Files/ExtractFromFile/actions/spreadsheet.operation.js',
	) as { description: INodeProperties[] };
	const options = description.flatMap((one) => (one.options ?? []) as INodeProperties[]);
	return options.find((one) => one.displayName === displayName)!.name;
}
