// What n8n's list of executions shows of a run.
import { aroundExecute } from '../support/engine/aroundExecute.mts';
import { itemsOf, plain, type PayResult } from '../support/engine/batchPay.mts';
import { BatchPay1688Orders } from '../support/engine/n8nPackages.mts';
import { sandboxWith } from '../support/engine/sandboxWith.mts';
import { orderId as id, orderIds as ids } from '../support/orderIds.mts';
import { FailsAfterPaying } from './failsAfterPaying.mts';

const customData = ({ run }: PayResult) => run.data.resultData.metadata;

describe("the execution's custom data", () => {
	test('of a payment', async () => {
		const { sandbox, pay } = await sandboxWith(4);
		sandbox.account.orders.get(id(2))!.price = 1999;
		sandbox.account.orders.get(id(3))!.status = 'cancel';
		// Order 4 goes out in a call of its own, whose answer is lost.
		sandbox.fault(2, { kind: 'resetBeforeAnswer' });
		const result = await pay({
			items: itemsOf([...ids(4), 'PO-1']),
			options: { batchSize: 2, verifyUnclear: false },
		});
		expect(customData(result)).toEqual({
			mode: 'pay',
			submitted: '2',
			amountSubmitted: '29.99',
			failed: '2',
			unclear: '1',
			ready: '0',
			amountReady: '0.00',
		});
	});

	test('of a check', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		sandbox.account.orders.get(id(3))!.status = 'cancel';
		expect(customData(await pay({ parameters: { mode: 'check' } }))).toEqual({
			mode: 'check',
			submitted: '0',
			amountSubmitted: '0.00',
			ready: '2',
			amountReady: '20.00',
			failed: '1',
			unclear: '0',
		});
	});

	test('of a run without orders', async () => {
		const { pay } = await sandboxWith(0);
		const result = await pay({ items: [{ orderId: '' }] });
		expect(customData(result)).toMatchObject({ mode: 'pay', submitted: '0', failed: '1' });
	});

	test('of amounts that are not looked up', async () => {
		const { pay } = await sandboxWith(2);
		expect(customData(await pay({ options: plain }))).toMatchObject({
			submitted: '2',
			amountSubmitted: 'not known',
		});
	});

	test('Retry On Fail counts nothing twice', async () => {
		const { sandbox, pay } = await sandboxWith(3);
		sandbox.account.orders.get(id(3))!.status = 'cancel';
		const nodeType = new FailsAfterPaying();
		const result = await pay({
			items: itemsOf([...ids(3), 'PO-1']),
			nodeType,
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		expect(nodeType.runs).toBe(2);
		expect(customData(result)).toEqual({
			mode: 'pay',
			submitted: '2',
			amountSubmitted: '20.00',
			failed: '2',
			unclear: '0',
			ready: '0',
			amountReady: '0.00',
		});
	});

	test('the passes of a loop add up; an order that comes by again counts once', async () => {
		const { pay } = await sandboxWith(5);
		// Each pass brings two orders, the second of which comes by again in the next pass.
		let pass = 0;
		const nodeType = aroundExecute(new BatchPay1688Orders(), async (context, execute) => {
			pass++;
			const items = itemsOf([id(pass), id(pass + 1), 'PO-1']).map((json) => ({ json }));
			Object.defineProperty(context, 'getInputData', { value: () => items });
			return await execute();
		});
		const result = await pay({
			nodeType,
			passes: 4,
		});
		expect(result.passes).toHaveLength(4);
		expect(customData(result)).toEqual({
			mode: 'pay',
			submitted: '5',
			amountSubmitted: '50.00',
			failed: '4',
			unclear: '0',
			ready: '0',
			amountReady: '0.00',
		});
	});

	test.each([
		[
			'throws',
			() => {
				throw new Error('no proxy here');
			},
		],
		['gives nothing', () => ({})],
	])('no order hangs on it: n8n %s', async (_name, getWorkflowDataProxy) => {
		const { pay } = await sandboxWith(2);
		const nodeType = aroundExecute(new BatchPay1688Orders(), async (context, execute) => {
			Object.defineProperty(context, 'getWorkflowDataProxy', { value: getWorkflowDataProxy });
			return await execute();
		});
		const result = await pay({ nodeType });
		expect(result.status).toBe('success');
		expect(result.success).toHaveLength(2);
		expect(customData(result)).toBeUndefined();
	});

	test('leaves the keys of other nodes as they are', async () => {
		const { pay } = await sandboxWith(1);
		const own = { invoice: '2026-11', buyer: 'Li' };
		const nodeType = aroundExecute(new BatchPay1688Orders(), async (context, execute) => {
			context.customData.setAll(own);
			return await execute();
		});
		expect(customData(await pay({ nodeType }))).toMatchObject({ ...own, mode: 'pay' });
	});
});
