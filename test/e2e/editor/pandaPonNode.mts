// What a person does with the PandaPon node in n8n's editor: find it, choose a call, fill it in, run it, and read what came of it.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';

import { Account } from '../../sandbox/account.mts';
import { Sandbox } from '../../sandbox/sandbox.mts';
import { openCreatorBehind, openNode, openWorkflow, search } from '../../support/editor/canvas.mts';
import * as panel from '../../support/editor/nodePanel.mts';
import * as output from '../../support/editor/outputPanel.mts';
import { eventually } from '../../support/eventually.mts';
import { chain, node } from '../../support/n8n/payingWorkflow.mts';
import { bench, save } from './stage.mts';

const NODE = 'PandaPon';
const ADDRESS = {
	fullName: 'Wang Fang',
	mobile: '13800000000',
	phone: '13800000000',
	postCode: '322000',
	cityText: '金华市',
	provinceText: '浙江省',
	areaText: '义乌市',
	townText: '福田街道',
	address: '示例路1号',
};
const LINE = { offerId: '672991141190', specId: 'warm-white', quantity: '2' };

describe('the PandaPon node in the editor', () => {
	const account = new Account();
	const [unpaid, paid] = [1, 2].map((quantity) =>
		account.createOrder({ lines: [{ ...LINE, quantity, price: 1000 }] }),
	);
	account.submit(paid);
	let sandbox: Sandbox;
	let workflowId: string;

	before(async () => {
		sandbox = await bench.start(new Sandbox({ account }));
		const jsCode = `return ${JSON.stringify([unpaid, paid])}.map((orderId) => ({ json: { orderId } }));`;
		const call = node(NODE, 'n8n-nodes-pandapon.pandaPon', 1, {});
		const workflow = chain('Orders to look at', [
			node('Orders', 'n8n-nodes-base.code', 2, { jsCode }),
			{ ...call, credentials: {} },
		]);
		workflowId = await save(workflow, sandbox).then(({ id }) => id);
		await openWorkflow(bench.page, bench.n8n.url, workflowId, NODE);
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

	/** The fields that the panel shows, by their labels. */
	const labels = async (): Promise<string[]> =>
		(await bench.page.getByTestId('node-parameters').locator('label').allInnerTexts())
			// Under the mouse, a label has buttons.
			.map((text) => text.trim().split('\n')[0])
			.filter((text) => text !== '');
	const shows = async (...expected: string[]): Promise<void> =>
		await eventually(async () => {
			const shown = await labels();
			assert.deepEqual(
				shown.filter((label) => expected.includes(label)),
				expected,
				shown.join(),
			);
		});
	/** The entries of a list, those that the person must scroll to included. */
	const entries = async (name: string): Promise<string[]> => {
		const { page } = bench;
		await panel.field(page, name).locator('input').click();
		const options = page.getByRole('option').filter({ visible: true });
		await options.first().waitFor();
		const texts = (await options.allInnerTexts()).map((text) => text.trim().split('\n')[0]);
		await page.keyboard.press('Escape');
		await options.first().waitFor({ state: 'hidden' });
		return texts;
	};

	step(
		'the node is found by what a person would type, and lists its calls as actions',
		async () => {
			const { page } = bench;
			await openCreatorBehind(page, NODE);
			for (const term of [
				'PandaPon',
				'1688',
				'alibaba',
				'taobao',
				'refund',
				'logistics',
				'退款',
				'淘宝',
				'物流',
				'订单',
			])
				await search(page, term, NODE);
			const found = await search(page, 'PandaPon', NODE);
			await found.and(page.getByText(NODE, { exact: true })).click();
			for (const action of [
				'Create an order',
				'Cancel an order before payment',
				'Get a 1688 refund',
			])
				await page.getByText(action, { exact: true }).first().waitFor();
			await page.keyboard.press('Escape');
		},
	);

	step('Get: two orders, looked up by their IDs, in a table', async () => {
		const { page } = bench;
		await openWorkflow(page, bench.n8n.url, workflowId, NODE);
		await openNode(page, NODE);
		assert.equal(await panel.valueOf(page, 'resource'), '1688 Order');
		assert.equal(await panel.valueOf(page, 'operation'), 'Get');
		await shows('Resource', 'Operation', 'Order ID', 'Simplify', 'Include', 'Options');
		await panel.executePreviousNodes(page);
		await panel.dragColumn(page, 'orderId', 'orderId');
		await panel.executeStep(page);
		await output.showTable(page);
		const rows = await output.rows(page);
		assert.deepEqual(
			rows.map(({ orderId, payment, amount }) => [orderId, payment, amount]),
			[
				[unpaid, 'unpaid', '15'],
				[paid, 'paid', '25'],
			],
		);
		const { columns } = await output.inView(page);
		assert.deepEqual(columns.slice(0, 4), ['orderId', 'status', 'payment', 'amount']);
	});

	step("n8n's own entry stands last in both lists, and sends nothing", async () => {
		const { page } = bench;
		for (const name of ['resource', 'operation'])
			assert.equal((await entries(name)).at(-1), 'Custom API Call');
		assert.ok((await entries('resource')).includes('Other Call'));
		const calls = sandbox.calls.length;
		await panel.choose(page, 'resource', 'Custom API Call');
		await page.getByText('Use the HTTP Request node to make a custom API call').waitFor();
		await panel.choose(page, 'resource', '1688 Order');
		assert.equal(sandbox.calls.length, calls);
	});

	step(
		'Create: its fields are there, those of Get are gone, and each row is one order',
		async () => {
			const { page } = bench;
			await panel.choose(page, 'operation', 'Create');
			await shows('Flow', 'Specify Order Lines', 'Offer ID', 'Spec ID', 'Quantity');
			const shown = await labels();
			assert.ok(!shown.includes('Order ID') && !shown.includes('Simplify'));
			await page
				.getByTestId('node-parameters')
				.getByText('Each input item creates an order.')
				.waitFor();
			await page.getByText('Add Address', { exact: true }).click();
			await shows('Full Name', 'Mobile', 'Phone', 'Post Code');

			for (const [name, text] of Object.entries({ ...ADDRESS, ...LINE }))
				await panel.fill(page, name, text);
			const before = new Set(account.orders.keys());
			await panel.executeStep(page);
			await output.showTable(page);
			const created = [...account.orders].filter(([orderId]) => !before.has(orderId));
			assert.deepEqual(
				(await output.rows(page)).map(({ outcome, createdIds }) => [
					outcome,
					/\d{19}/.exec(createdIds)?.[0],
				]),
				created.map(([orderId]) => ['done', orderId]),
			);
			assert.equal(created.length, 2);
			for (const [, { address, lines }] of created) {
				assert.deepEqual(address, ADDRESS);
				assert.deepEqual(
					lines?.map(({ offerId, specId, quantity }) => ({
						offerId,
						specId,
						quantity: String(quantity),
					})),
					[LINE],
				);
			}
		},
	);

	step('Cancel: amber, and the table says which order was refused, and what to do', async () => {
		const { page } = bench;
		await panel.choose(page, 'operation', 'Cancel');
		await shows('Order ID', 'Cancel Reason', 'Additional Fields');
		assert.ok(!(await labels()).includes('Offer ID'));
		await panel.dragColumn(page, 'orderId', 'orderId');
		await panel.executeStep(page);
		assert.deepEqual(
			[await output.hints(page), await output.hintColors(page)],
			[
				[
					'2 calls: 1 done, 1 refused. Run only the other rows again: what is done would be done again.',
				],
				['amber'],
			],
		);
		await output.showTable(page);
		const { rows, columns } = await output.inView(page);
		assert.equal(rows, 2);
		assert.deepEqual(columns.slice(0, 4), ['orderId', 'outcome', 'errorReason', 'advice']);
		assert.deepEqual(
			(await output.rows(page)).map(({ orderId, outcome, advice }) => [orderId, outcome, advice]),
			[
				[unpaid, 'done', 'null'],
				[
					paid,
					'refused',
					'Nothing was changed. Look at the order with "1688 Order: Get": a cancelled one is closed.',
				],
			],
		);
		assert.equal(account.orders.get(unpaid)?.status, 'cancel');
		assert.equal(account.orders.get(paid)?.status, 'waitsellersend');
	});
});
