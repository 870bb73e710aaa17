import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { FILES, readExample } from '../support/examples.mts';
import { orderIdsIn } from '../support/orderIds.mts';
import { ROOT } from '../support/root.mts';

// test/e2e/examples.e2e.mts runs them on a real n8n.
describe.each(FILES)('examples/%s', (file) => {
	const { nodes, connections } = readExample(file);
	const notes = nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
	const steps = nodes.filter((node) => !notes.includes(node));

	test("it consists of n8n's own nodes and this package's", () => {
		for (const { type } of steps)
			expect(type).toMatch(
				/^(n8n-nodes-base\.|n8n-nodes-pandapon\.(batchPay1688Orders|pandaPon(Trigger)?)$)/,
			);
	});

	test('it is set to Check Only, or its items say whether to pay', () => {
		const paying = steps.filter(({ type }) => type === 'n8n-nodes-pandapon.batchPay1688Orders');
		for (const { parameters } of paying)
			expect(['check', '={{ $json.mode }}']).toContain(parameters.mode);
	});

	test('its credential is named as n8n proposes, without an ID, so that the editor finds it', () => {
		for (const { credentials } of steps)
			if (credentials !== undefined)
				expect(credentials).toEqual({ pandaPonApi: { id: null, name: 'PandaPon account' } });
	});

	test('n8n gives every copy of it addresses of its own', () => {
		for (const { webhookId } of nodes) expect(webhookId).toBeUndefined();
	});

	test('nothing in it looks like a key', () => {
		expect(JSON.stringify(nodes)).not.toMatch(/[0-9a-f]{32}/i);
	});

	test('notes explain it, and every step is connected', () => {
		expect(notes.length).toBeGreaterThanOrEqual(3);
		const targets = new Set(
			Object.values(connections).flatMap(({ main }) => main.flat().map(({ node }) => node)),
		);
		for (const { name, type } of steps)
			expect(type.endsWith('Trigger') || targets.has(name)).toBe(true);
	});
});

test('npm run sandbox knows every order of the list, also one behind an escaped line break', () => {
	const file = 'pay-orders-from-a-list.json';
	const { jsonOutput } = readExample(file).nodes.find(({ name }) => name === 'Order List')!
		.parameters as { jsonOutput: string };
	const { rows } = JSON.parse(jsonOutput) as { rows: Array<{ orderId: unknown }> };
	const cells = rows.flatMap(({ orderId }) => orderId).filter((cell) => typeof cell === 'string');
	const listed = cells.flatMap((cell) => cell.split(/\D+/)).filter((id) => id.length === 19);
	expect(listed).toContain('2059624776425880993');
	expect(orderIdsIn(readFileSync(join(ROOT, 'examples', file), 'utf8'))).toEqual(
		expect.arrayContaining(listed),
	);
});
