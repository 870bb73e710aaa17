// What a new user does in n8n's editor, in a real browser: find the node, set it up, run it, and read its results.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';

import type { IDataObject, INode, INodeProperties } from 'n8n-workflow';

import { Account } from '../../sandbox/account.mts';
import { DETAIL, KEYWORDS } from '../../sandbox/handlers.mts';
import { Sandbox } from '../../sandbox/sandbox.mts';
import {
	closeMessages,
	closeNode,
	executeWorkflow,
	nodeOnCanvas,
	openCreatorBehind,
	openNode,
	openWorkflow,
	search,
} from '../../support/editor/canvas.mts';
import * as credential from '../../support/editor/credentialDialog.mts';
import { addRowColumn } from '../../support/editor/editFields.mts';
import * as panel from '../../support/editor/nodePanel.mts';
import * as output from '../../support/editor/outputPanel.mts';
import { eventually } from '../../support/eventually.mts';
import {
	chain,
	loopPayingWorkflow,
	node,
	PAY_NODE as NODE,
	rowsPayingWorkflow,
} from '../../support/n8n/payingWorkflow.mts';
import { idsOfList, orderIds } from '../../support/orderIds.mts';
import { bench, open } from './stage.mts';

const IDS = orderIds(12);
const [AT_LIMIT, ONE_FEN_MORE] = IDS;
const [CLOSED, UNKNOWN, TOO_EXPENSIVE] = [IDS[2], IDS[4], IDS[6]];
const FAILED_ROWS = ['4', '6', '8'];
const PAID_ROWS = ['2', '3', '5', '7', '9', '10', '11', '12', '13'];

describe('the first runs in the editor', () => {
	const account = new Account(1_000_000);
	let sandbox: Sandbox;
	let workflowId: string;

	before(async () => {
		account.addOrders(IDS);
		account.orders.get(CLOSED)!.status = 'cancel';
		account.orders.delete(UNKNOWN);
		account.orders.get(TOO_EXPENSIVE)!.price = 2_000_000;
		account.orders.get(AT_LIMIT)!.price = 123_450;
		account.orders.get(ONE_FEN_MORE)!.price = 123_451;
		sandbox = await bench.start(new Sandbox({ account }));
		const rows = IDS.map((orderId, index) => ({
			row: index + 2,
			orderId,
			// As a sheet gives it whose column is not plain text.
			orderNumber: Number(orderId),
			approved: '¥25,000.00',
		}));
		const jsCode = `return ${JSON.stringify(rows)}.map((json) => ({ json }));`;
		const list = chain('Pay the list', [node('Orders', 'n8n-nodes-base.code', 2, { jsCode })]);
		workflowId = (await bench.n8n.createWorkflow(list, { id: '', name: '' })).id;
		await openWorkflow(bench.page, bench.n8n.url, workflowId, 'Orders');
	});

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
			'1688付款',
			'采购',
			'订单',
			'支付',
			'淘宝',
			'阿里巴巴',
			'supplier payment',
		])
			await search(page, term, NODE);
		await (await search(page, '1688', NODE)).click();
		await page.getByText('Add to workflow').click();
		await page.getByTestId('ndv').waitFor();
	});

	const outcomeInCheck = (id: string): string =>
		id === CLOSED ? 'notPayable' : id === UNKNOWN ? 'notSent' : 'ready';
	/** As the editor shows an amount. */
	const yuanOf = (id: string): string => {
		const order = account.orders.get(id);
		return order === undefined ? 'null' : String(order.price / 100);
	};

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
		await showsProblem(/^The Base URL .* is not an address like https:\/\/api\.pandapon\.com$/);

		await credential.fill(page, { baseUrl: bench.n8n.url });
		await credential.save(page);
		await showsProblem(
			/^The Base URL leads to no call of the API \(404\)\. Check the Base URL: usually https:\/\/api\.pandapon\.com, without a path\.$/,
		);

		await credential.fill(page, { baseUrl: ahead.url });
		await credential.save(page);
		await showsProblem(/^The clock of this n8n is 3[56]\d\d seconds behind the API's/);

		await credential.fill(page, { baseUrl: inSeconds.url });
		await credential.save(page);
		await showsProblem(
			/^This account takes timestamps in seconds only\. Key and secret are right: set Timestamp Unit in the credential to Seconds\.$/,
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

	const askForTheColumn = () =>
		bench.page
			.getByTestId('node-parameters')
			.getByPlaceholder('Drag the column with the order IDs here');

	const lookUps = () => sandbox.calls.filter(({ path }) => path === DETAIL);
	step('a new node has no order IDs and only checks, and says what to do', async () => {
		const { page } = bench;
		assert.deepEqual(
			[
				await panel.valueOf(page, 'mode'),
				await panel.valueOf(page, 'orderIds'),
				await panel.valueOf(page, 'maxAmount'),
			],
			['Check Only', '', ''],
		);
		await askForTheColumn().waitFor();
		await page.getByTestId('node-execute-button').click();
		await page.getByText('Parameter "Order IDs" is required.').waitFor();
		await closeMessages(page);
		await askForTheColumn().waitFor();
		assert.deepEqual(lookUps(), []);
	});

	step(
		'dragged onto Order IDs, a column of numbers is refused, even with Mode on Pay',
		async () => {
			const { page } = bench;
			await panel.executePreviousNodes(page);
			await panel.dragColumn(page, 'orderNumber', 'orderIds');
			await askForTheColumn().waitFor({ state: 'hidden' });
			await panel.choose(page, 'mode', 'Pay');
			await panel.executeStep(page);
			await output.showTable(page, 'Failure Branch');
			assert.deepEqual(
				(await output.rows(page)).map(({ outcome, errorReason, row }) => [
					outcome,
					errorReason,
					row,
				]),
				IDS.map((_, index) => [
					'invalid',
					'The ID came as a number and has lost its last digits',
					String(index + 2),
				]),
			);
			assert.deepEqual(lookUps(), []);
			await panel.choose(page, 'mode', 'Check Only');
			await panel.clear(page, 'orderIds');
		},
	);

	step('dragged onto Order IDs, a column of text is looked up as it stands', async () => {
		const { page } = bench;
		await panel.dragColumn(page, 'orderId', 'orderIds');
		await panel.executeStep(page);
		assert.deepEqual(await output.hints(page), [
			'Check only, nothing was paid. 10 orders ready, ¥22,539.01 in all; 1 closed, 1 not ready. The amount of 1 order is not known. Why: 1 × Closed on 1688; 1 × 订单不存在 (the order does not exist). See the Failure branch.',
		]);
		assert.deepEqual(await output.branches(page), [
			'Success Branch',
			'Failure Branch (12 items)',
			'Summary Branch (1 item)',
		]);
		await output.showTable(page, 'Failure Branch');
		assert.deepEqual(
			(await output.rows(page)).map(({ orderId, outcome, orderAmount, row }) => [
				orderId,
				outcome,
				orderAmount,
				row,
			]),
			IDS.map((id, index) => [id, outcomeInCheck(id), yuanOf(id), String(index + 2)]),
		);
		await output.showTable(page, 'Summary Branch');
		const [{ mode, ready, amountReady }] = await output.rows(page);
		assert.deepEqual([mode, ready, amountReady], ['check', '10', '22539.01']);

		await closeNode(page);
		await nodeOnCanvas(page, NODE).getByText('Check Only').waitFor();
		assert.deepEqual(new Set(sandbox.calls.map(({ path }) => path)), new Set([KEYWORDS, DETAIL]));
		assert.deepEqual([sandbox.payments(), account.ledger().size], [[], 0]);
		await openNode(page, NODE);
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
		assert.deepEqual(await panel.cutOffLabels(page), []);
	});

	step('a limit that was added and not filled in is stored as 0, and allows nothing', async () => {
		const { page, n8n } = bench;
		await panel.choose(page, 'mode', 'Pay');
		const stored = async () => {
			const { nodes } = await n8n.api<{ nodes: INode[] }>('GET', `/rest/workflows/${workflowId}`);
			return nodes.find(({ name }) => name === NODE)?.parameters as IDataObject;
		};
		// The editor saves by itself.
		await eventually(async () => {
			const { mode, options } = await stored();
			const { maxOrders, maxTotalAmount } = options as IDataObject;
			assert.deepEqual([mode, maxOrders, maxTotalAmount], ['pay', 0, 0]);
		});
		await openWorkflow(page, n8n.url, workflowId, NODE);
		await openNode(page, NODE);
		assert.equal(await panel.valueOf(page, 'maxOrders'), '0');
		await panel.executeStep(page);
		await output.showTable(page, 'Failure Branch');
		assert.match((await output.rows(page))[0].errorReason, /Maximum Orders per Run/);
		await panel.fill(page, 'maxOrders', '12');

		assert.equal(await panel.valueOf(page, 'maxTotalAmount'), '0.00');
		await panel.executeStep(page);
		const [{ errorReason }] = await output.rows(page);
		assert.equal(errorReason, 'Too much in all: ¥22,539.01, and the limit is ¥0.00');
		await panel.fill(page, 'maxTotalAmount', '22539.01');
		assert.deepEqual([sandbox.payments(), account.ledger().size], [[], 0]);
		await panel.choose(page, 'mode', 'Check Only');
	});

	step('Maximum Amount takes a typed amount and a dragged column', async () => {
		const { page } = bench;
		const tooMuch = async () => {
			await panel.executeStep(page);
			await output.showTable(page, 'Failure Branch');
			return (await output.rows(page))
				.filter(({ outcome }) => outcome === 'amountExceeded')
				.map(({ orderId }) => orderId);
		};
		await panel.fill(page, 'maxAmount', '1,234.50');
		assert.deepEqual(await tooMuch(), [ONE_FEN_MORE, TOO_EXPENSIVE]);
		await panel.fill(page, 'maxAmount', '');
		await panel.dragColumn(page, 'approved', 'maxAmount');
		assert.deepEqual(await tooMuch(), []);
		assert.deepEqual([sandbox.payments(), account.ledger().size], [[], 0]);
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

	step(
		'with Mode on Pay, a run pays each order once and tells what became of the others',
		async () => {
			const { page } = bench;
			await panel.choose(page, 'mode', 'Pay');
			await panel.executeStep(page);
			assert.deepEqual(await output.hints(page), [
				'12 orders: 9 submitted (¥2,539.01), 3 failed (¥20,010.00), 0 unclear. The amount of 1 order is not known. Why: 1 × Closed on 1688; 1 × 订单不存在 (the order does not exist); 1 × 账户额度不足 (the account limit is not sufficient).',
			]);
			assert.deepEqual(await output.branches(page), [
				'Success Branch (9 items)',
				'Failure Branch (3 items)',
				'Summary Branch (1 item)',
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
					[CLOSED, 'notPayable', 'Closed on 1688'],
					[UNKNOWN, 'notSent', '订单不存在 (the order does not exist)'],
					[TOO_EXPENSIVE, 'rejected', '账户额度不足 (the account limit is not sufficient)'],
				],
			);
			assert.equal(failures[2].advice, 'Not paid. Top up the PandaPon account, then run it again.');
			// What a person looks for first comes first: beside the node panel the last columns are out of sight.
			assert.deepEqual(Object.keys(failures[0]).slice(0, 4), [
				'orderId',
				'outcome',
				'errorReason',
				'advice',
			]);
			await output.showTable(page, 'Summary Branch');
			const [{ mode, submitted, amountSubmitted }] = await output.rows(page);
			assert.deepEqual([mode, submitted, amountSubmitted], ['pay', '9', '2539.01']);
			assert.deepEqual([account.ledger().size, account.paidTwice()], [9, []]);
			assert.equal(account.submittedFen(), 253_901);
			await closeNode(page);
			await nodeOnCanvas(page, NODE).getByText('Pays for Real').waitFor();
		},
	);

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
			'Summary Branch (1 item)',
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
		// Each order was looked up once before it was paid.
		for (const id of others)
			sandbox.fault(2, { kind: 'status', status: 503, processed: false }, DETAIL, id);
		await executeOther(rowsPayingWorkflow('An answer gets lost', others));
		await openNode(page, NODE);
		assert.deepEqual(await output.hints(page), [
			'12 orders: 10 submitted (¥100.00), 0 failed, 2 unclear (¥20.00). Why: 2 × The connection was cut before the answer was complete. Money may have moved for the unclear ones: do not pay them again now, and read their advice.',
		]);
		await output.showTable(page, 'Failure Branch');
		for (const { outcome, retrySafe, advice } of await output.rows(page)) {
			assert.deepEqual([outcome, retrySafe], ['unknown', 'false']);
			assert.match(advice, /^Money may have moved: do not pay it now\./);
		}
		assert.deepEqual([account.ledger().size, account.paidTwice()], [21, []]);
	});

	step('all passes of a loop together keep to Maximum Total Amount', async () => {
		const passes = [0, 3, 6, 9].map((from) => idsOfList(2, 12).slice(from, from + 3));
		account.addOrders(passes.flat());
		// ¥30, ¥30, ¥30 and ¥15: after two passes there is no room for the third, but for the fourth, to the fen.
		for (const id of passes[3]) account.orders.get(id)!.price = 500;
		const before = account.submittedFen();
		await executeOther(loopPayingWorkflow('In a loop', passes.flat(), 3, { maxTotalAmount: 75 }));
		assert.equal(account.submittedFen() - before, 7_500);
		assert.deepEqual(
			passes.map((ids) => ids.map((id) => account.submissions(id))),
			[
				[1, 1, 1],
				[1, 1, 1],
				[0, 0, 0],
				[1, 1, 1],
			],
		);
	});

	/** Opens another workflow in the editor and executes it. */
	async function executeOther(other: IDataObject): Promise<void> {
		await open(other, sandbox);
		await executeWorkflow(bench.page);
	}
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
