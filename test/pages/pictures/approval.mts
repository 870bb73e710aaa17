// The page on which a second person approves the payment.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Account } from '../../sandbox/account.mts';
import { Sandbox } from '../../sandbox/sandbox.mts';
import { addVariedOrders } from '../../sandbox/variedOrders.mts';
import { box, clip } from '../../support/editor/clip.mts';
import { eventually } from '../../support/eventually.mts';
import { readExample, type ExampleNode } from '../../support/examples.mts';
import { useForm } from '../../support/n8n/form.mts';
import { orderIds } from '../../support/orderIds.mts';
import { ROOT } from '../../support/root.mts';
import { bench, picture, SCREEN } from './studio.mts';

const APPROVER = { user: 'approver', password: 'two pairs of eyes' };

/** approval */
export async function takeApproval(): Promise<void> {
	const { n8n, page } = bench;
	const ids = orderIds(6, 880_921);
	const account = new Account();
	addVariedOrders(account, ids);
	account.orders.get(ids[4])!.status = 'cancel';
	const sandbox = await bench.start(new Sandbox({ account }));

	const name = 'Approver';
	const approver = { id: await n8n.createCredential('httpBasicAuth', name, APPROVER), name };
	const pandaPon = await n8n.createCredential('pandaPonApi', 'PandaPon', sandbox.credential);
	const example = readExample('upload-approve-pay-report.json');
	const nodes = example.nodes.map((node) => ({
		...node,
		...(node.parameters.incomingAuthentication === 'basicAuth' && {
			credentials: { httpBasicAuth: approver },
		}),
	}));
	const workflow = await n8n.createWorkflow(
		{ ...example, nodes },
		{ id: pandaPon, name: 'PandaPon' },
	);
	await n8n.publish(workflow);
	const form = (workflow.nodes as ExampleNode[]).find(
		({ name: node }) => node === 'Upload Orders',
	)!.webhookId;

	const content = ['Order ID', ...ids].join('\r\n');
	const file = { name: 'orders.csv', type: 'text/csv', content };
	const { text } = await useForm(`${n8n.url}/form/${form}`, { 0: file, 1: 'Li' });
	const { formWaitingUrl } = JSON.parse(text) as { formWaitingUrl: string };
	const login = `${APPROVER.user}:${APPROVER.password}`;
	await eventually(async () => {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: workflow.id }));
		const { results } = await n8n.api<{ results: Array<{ status: string }> }>(
			'GET',
			`/rest/executions?filter=${filter}`,
		);
		if (results[0]?.status !== 'waiting')
			throw new Error(`It does not wait: ${JSON.stringify(results)}`);
	});

	const tab = await page.context().newPage();
	await tab.setViewportSize({ ...SCREEN, height: 900 });
	await tab.setExtraHTTPHeaders({
		authorization: `Basic ${Buffer.from(login).toString('base64')}`,
	});
	await tab.goto(formWaitingUrl);
	await tab.locator('table').waitFor();
	const title = await tab.locator('h1').first().innerText();
	if (!readFileSync(join(ROOT, 'docs/paying.md'), 'utf8').includes(title))
		throw new Error(`The picture says "${title}", docs/paying.md beside it does not`);
	const { bottom } = await box(tab.getByText('Form automated with'));
	const { left, right } = await box(tab.locator('form'));
	await clip(tab, picture('approval'), {
		left: left - 80,
		top: 0,
		right: right + 80,
		bottom: bottom + 16,
	});
	await tab.close();
	await n8n.unpublish(workflow);
}
