// What a new user does in n8n's editor, in a real browser: find the node, set it up, run it, and read its results.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import type { INodeProperties } from 'n8n-workflow';

import { Account } from '../sandbox/account.mts';
import { DETAIL } from '../sandbox/handlers.mts';
import { Sandbox } from '../sandbox/sandbox.mts';
import {
	closeNode,
	executeWorkflow,
	openCreatorBehind,
	openNode,
	openWorkflow,
	search,
} from '../support/editor/canvas.mts';
import * as credential from '../support/editor/credentialDialog.mts';
import { addRowColumn } from '../support/editor/editFields.mts';
import * as panel from '../support/editor/nodePanel.mts';
import * as output from '../support/editor/outputPanel.mts';
import { Workbench } from '../support/editor/workbench.mts';
import { eventually } from '../support/eventually.mts';
import { rowsPayingWorkflow, rowsWorkflow } from '../support/n8n/payingWorkflow.mts';
import { idsOfList, orderIds } from '../support/orderIds.mts';

const NODE = 'Batch Pay 1688 Orders';
const IDS = orderIds(12);
const [CLOSED, UNKNOWN, TOO_EXPENSIVE] = [IDS[2], IDS[4], IDS[6]];
const FAILED_ROWS = ['4', '6', '8'];
const PAID_ROWS = ['2', '3', '5', '7', '9', '10', '11', '12', '13'];

describe('the editor', () => {
	const bench = new Workbench('e2e-editor');
	const account = new Account(1_000_000);
	let sandbox: Sandbox;

	before(async () => {
		account.addOrders(IDS);
		account.orders.get(CLOSED)!.status = 'cancel';
		account.orders.delete(UNKNOWN);
		account.orders.get(TOO_EXPENSIVE)!.price = 2_000_000;
		sandbox = await bench.start(new Sandbox({ account }));
		await bench.open();
		const list = await bench.n8n.createWorkflow(rowsWorkflow('Pay the list', IDS), {
			id: '',
			name: '',
		});
		await openWorkflow(bench.page, bench.n8n.url, list.id, 'Orders');
	});
	after(async () => await bench.close());

	// Each step continues where the one before it ended.
	let broken = false;
	const step = (name: string, run: () => Promise<void>): void => {
		test(name, async (context) => {
			if (broken) return context.skip('an earlier step failed');
			broken = true;
			await run();
			broken = false;
		});
	};

	step('the node is found by what a person would type, and placed after the list', async () => {
		const { page } = bench;
		await openCreatorBehind(page, 'Orders');
		for (const term of [
			'1688',
			'pay',
			'PandaPon',
			'alibaba',
			'bulk payment',
			'purchase order',
			'批量付款',
		])
			await search(page, term, NODE);
		await (await search(page, '1688', NODE)).click();
		await page.getByText('Add to workflow').click();
		await page.getByTestId('ndv').waitFor();
	});

	const showsProblem = async (expected: RegExp) =>
		await eventually(async () => assert.match(await credential.problem(bench.page), expected));

	step('the credential dialog says what is wrong, field by field', async () => {
		const { page } = bench;
		const ahead = await bench.start(new Sandbox({ clockAheadMs: 3_600_000 }));
		const inSeconds = await bench.start(new Sandbox({ acceptedUnit: 'seconds' }));

		await page.getByText('Connect to PandaPon').click();
		assert.equal(await credential.valueOf(page, 'baseUrl'), 'https://api.pandapon.com');
		assert.equal(await credential.valueOf(page, 'timestampUnit'), 'Milliseconds');
		const { accessKey, accessSecret, userId, baseUrl } = sandbox.credential;
		await credential.fill(page, { accessKey, accessSecret: 'not the secret', userId, baseUrl });
		await credential.save(page);
		await showsProblem(
			/^The API refused a call that only reads \(HTTP 401, code 401, "wrong signature"\)\. Most likely Access Key, Access Secret or User ID is wrong/,
		);

		await credential.fill(page, { accessSecret, baseUrl: 'api.pandapon.com' });
		await credential.save(page);
		await showsProblem(
			/^The Base URL .* is not an address\. A valid one looks like https:\/\/api\.pandapon\.com$/,
		);

		await credential.fill(page, { baseUrl: bench.n8n.url });
		await credential.save(page);
		await showsProblem(
			/^There is an answer, but not PandaPon's \(HTTP 404\)\. Check the Base URL\.$/,
		);

		await credential.fill(page, { baseUrl: ahead.url });
		await credential.save(page);
		await showsProblem(/^The clock of this n8n is 3[56]\d\d seconds behind the API's/);

		await credential.fill(page, { baseUrl: inSeconds.url });
		await credential.save(page);
		await showsProblem(
			/^Key and secret are right, but this account takes timestamps in seconds only: switch Timestamp Unit to Seconds\.$/,
		);
	});

	step('the credential dialog says when all is well', async () => {
		const { page } = bench;
		await credential.choose(page, 'timestampUnit', 'Seconds');
		await credential.save(page);
		// n8n closes the dialog of a new credential once its test goes well.
		await credential.dialog(page).waitFor({ state: 'hidden' });
		await page.getByTestId('credential-edit-button').click();
		await credential.success(page).waitFor();
	});

	step('once an API that did not answer is up, Retry is enough', async () => {
		const { page } = bench;
		const stopped = await new Sandbox().start();
		await stopped.close();
		await credential.choose(page, 'timestampUnit', 'Milliseconds');
		await credential.fill(page, { baseUrl: stopped.url });
		await credential.save(page);
		await showsProblem(
			/^No connection to the API could be made \(ECONNREFUSED\)\. Check the Base URL/,
		);
		await bench.start(new Sandbox({ port: Number(new URL(stopped.url).port) }));
		await credential.retry(page);
		await credential.success(page).waitFor();

		await credential.fill(page, { baseUrl: sandbox.credential.baseUrl });
		await credential.save(page);
		await credential.success(page).waitFor();
		await credential.close(page);
		assert.deepEqual(sandbox.payments(), []);
	});

	step('every field and option shows its full name, its default and its help', async () => {
		const { page } = bench;
		const properties = installedProperties(bench.n8n.userFolder);
		const options = (properties.find(({ name }) => name === 'options')?.options ??
			[]) as INodeProperties[];
		const listed = await panel.openOptions(page);
		assert.deepEqual(
			await listed.allInnerTexts(),
			options.map(({ displayName }) => displayName),
		);
		await panel.closeOptions(page);
		assert.equal(await panel.valueOf(page, 'orderIds'), '{{ $json.orderId }}');
		assert.equal(await panel.valueOf(page, 'dryRun'), false);
		for (const { displayName, name, default: expected, description } of options) {
			await panel.addOption(page, displayName, name);
			const shown = await panel.valueOf(page, name);
			assert.equal(
				typeof expected === 'number' ? Number(shown) : shown,
				expected,
				`default of ${displayName}`,
			);
			assert.equal(await panel.helpOf(page, name), description);
		}
		// Its name stays for those who know it; the list and the tooltip show it in full.
		assert.deepEqual(
			(await panel.cutOffLabels(page)).filter((label) => label !== 'Resend Attempts When Not Sent'),
			[],
		);
	});

	step('while Skip Orders Already Submitted is off, the panel says what that means', async () => {
		const { page } = bench;
		const notice = page
			.getByTestId('node-parameters')
			.getByText('is off: every order of the list is sent');
		await notice.waitFor({ state: 'hidden' });
		await panel.flip(page, 'skipSubmitted');
		await notice.waitFor();
		await panel.flip(page, 'skipSubmitted');
		await notice.waitFor({ state: 'hidden' });
	});

	step('a dry run shows every order on Failure and sends nothing', async () => {
		const { page } = bench;
		await panel.flip(page, 'dryRun');
		await panel.executeStep(page);
		assert.deepEqual(await output.hints(page), [
			'Dry run, nothing was sent. 12 orders: 12 ready to send, 0 failed, 0 unclear. See the Failure branch.',
		]);
		assert.deepEqual(await output.branches(page), ['Success Branch', 'Failure Branch (12 items)']);
		await output.showTable(page, 'Failure Branch');
		const rows = await output.rows(page);
		assert.deepEqual(
			rows.map(({ orderId, outcome, batch }) => `${orderId} ${outcome} ${batch}`),
			IDS.map((id, index) => `${id} ready ${index < 10 ? 1 : 2}`),
		);
		assert.deepEqual(sandbox.payments(), []);
	});

	step('a run pays each order once and tells what became of the others', async () => {
		const { page } = bench;
		await panel.flip(page, 'dryRun');
		await panel.executeStep(page);
		assert.deepEqual(await output.hints(page), ['12 orders: 9 submitted, 3 failed, 0 unclear.']);
		assert.deepEqual(await output.branches(page), [
			'Success Branch (9 items)',
			'Failure Branch (3 items)',
		]);
		await output.showTable(page, 'Success Branch');
		assert.deepEqual(
			(await output.rows(page)).map(({ orderId }) => orderId),
			[...account.ledger().keys()],
		);
		await output.showTable(page, 'Failure Branch');
		const failures = await output.rows(page);
		assert.deepEqual(
			failures.map(({ orderId, outcome, errorReason }) => [orderId, outcome, errorReason]),
			[
				[CLOSED, 'rejected', '订单已关闭'],
				[UNKNOWN, 'rejected', '订单不存在'],
				[TOO_EXPENSIVE, 'rejected', '账户额度不足'],
			],
		);
		assert.match(failures[2].advice, /the account limit is not sufficient/);
		// What a person looks for first comes first: beside the node panel the last columns are out of sight.
		assert.deepEqual(Object.keys(failures[0]).slice(0, 4), [
			'orderId',
			'outcome',
			'errorReason',
			'advice',
		]);
		assert.deepEqual([account.ledger().size, account.paidTwice()], [9, []]);
		await closeNode(page);
	});

	step('an expression in a later node finds the original row, on both outputs', async () => {
		const { page } = bench;
		// The first free "+": after Success, then, once that is taken, after Failure.
		for (const expected of [PAID_ROWS, FAILED_ROWS]) {
			await openCreatorBehind(page, NODE);
			await (await search(page, 'Edit Fields', 'Edit Fields')).first().click();
			await addRowColumn(page, "{{ $('Orders').item.json.row }}");
			await panel.executeStep(page);
			await output.showTable(page);
			assert.deepEqual(
				(await output.rows(page)).map(({ row }) => row),
				expected,
			);
			await closeNode(page);
		}
	});

	step('the whole workflow run again pays nothing twice', async () => {
		const { page } = bench;
		await executeWorkflow(page);
		await openNode(page, NODE);
		assert.deepEqual(await output.branches(page), [
			'Success Branch (9 items)',
			'Failure Branch (3 items)',
		]);
		await output.showTable(page, 'Success Branch');
		assert.deepEqual(
			[...new Set((await output.rows(page)).map(({ outcome }) => outcome))],
			['paid'],
		);
		assert.deepEqual([account.ledger().size, account.paidTwice()], [9, []]);
	});

	step('a lost answer shows as a warning: money may have moved', async () => {
		const { page } = bench;
		const others = idsOfList(1, 12);
		account.addOrders(others);
		sandbox.reset();
		sandbox.fault(2, { kind: 'resetBeforeAnswer' });
		sandbox.fault('every', { kind: 'status', status: 503 }, DETAIL);
		const saved = {
			id: await bench.n8n.createCredential('pandaPonApi', 'Sandbox', sandbox.credential),
			name: 'Sandbox',
		};
		const workflow = await bench.n8n.createWorkflow(
			rowsPayingWorkflow('An answer gets lost', others),
			saved,
		);
		await openWorkflow(page, bench.n8n.url, workflow.id, NODE);
		await executeWorkflow(page);
		await openNode(page, NODE);
		assert.deepEqual(await output.hints(page), [
			'12 orders: 10 submitted, 0 failed, 2 unclear. Money may have moved for the unclear ones: read their advice before paying them again.',
		]);
		await output.showTable(page, 'Failure Branch');
		for (const { outcome, retrySafe, advice } of await output.rows(page)) {
			assert.deepEqual([outcome, retrySafe], ['unknown', 'false']);
			assert.match(advice, /^Money may have moved\. Do not simply run it again\./);
		}
		assert.deepEqual([account.ledger().size, account.paidTwice()], [21, []]);
	});
});

/** The fields, as described by the package that n8n has installed. */
function installedProperties(userFolder: string): INodeProperties[] {
	const installed = createRequire(join(userFolder, '.n8n/nodes/package.json'));
	return (
		installed('n8n-nodes-pandapon/dist/nodes/BatchPay1688Orders/parameters.js') as {
			parameters: INodeProperties[];
		}
	).parameters;
}
