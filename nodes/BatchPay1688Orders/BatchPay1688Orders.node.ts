import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { pandaPonApiTest } from '../shared/api/testCredential';
import { advice } from './advice';
import { buildOutputs } from './buildOutputs';
import { endWithoutPaying } from './endWithoutPaying';
import { findObstacle, type Obstacle } from './findObstacle';
import { Memory } from './memory/memory';
import { parameters } from './parameters';
import { payBatches } from './payBatches';
import { readOrders } from './readOrders';
import { Results } from './results';
import type { Remarks } from './run';
import { readSettings, type Settings } from './settings';
import { summarize } from './summarize';
import { verifyOrders } from './verifyOrders';

/** Pays 1688 orders in bulk: every order that comes in leaves on Success or on Failure, and none is submitted twice. */
export class BatchPay1688Orders implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Batch Pay 1688 Orders',
		name: 'batchPay1688Orders',
		icon: { light: 'file:batchPay1688Orders.svg', dark: 'file:batchPay1688Orders.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["dryRun"] ? "Dry run: pays nothing" : "Pays for real" }}',
		description: 'Pay 1688 purchase orders in bulk through PandaPon, each at most once',
		defaults: { name: 'Batch Pay 1688 Orders' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Success', 'Failure'],
		// An AI agent sees only the first item of the first output: failures would be invisible to it, and it might try again.
		usableAsTool: undefined,
		credentials: [{ name: 'pandaPonApi', required: true, testedBy: 'pandaPonApiTest' }],
		properties: parameters,
	};

	methods = { credentialTest: { pandaPonApiTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { entries, orderIds } = readOrders(this);
		const results = new Results(this);
		const unanswered = results.recall(orderIds);
		const finish = (includeInputFields: boolean, remarks?: Remarks): INodeExecutionData[][] => {
			this.addExecutionHints(
				...summarize(entries, results.all(), remarks, this.getNode().alwaysOutputData),
			);
			return buildOutputs(this.getInputData(), entries, results.all(), includeInputFields);
		};
		const holdAllBack = (why: Obstacle): void =>
			results.setAll(unanswered, { outcome: 'notSent', batch: null, requestId: null, ...why });

		let settings: Settings;
		try {
			settings = await readSettings(this);
		} catch (error) {
			// Under "Continue" n8n would answer a throw by sending the unpaid input out on Success; and what an earlier try of this
			// execution sent needs a result.
			if (!results.sent && !this.continueOnFail())
				throw new NodeOperationError(this.getNode(), error as Error);
			holdAllBack({ errorReason: (error as Error).message, advice: advice.notRun });
			return finish(false);
		}
		if (endWithoutPaying(unanswered, settings, results)) return finish(settings.includeInputFields);
		const obstacle = unanswered.length > 0 ? await findObstacle(this, settings) : undefined;
		if (obstacle !== undefined) {
			holdAllBack(obstacle);
			return finish(settings.includeInputFields);
		}

		const memory = new Memory(this, !settings.skipSubmitted);
		const remarks = await payBatches(this, unanswered, settings, memory, results);
		if (settings.verifyUnclear) await verifyOrders(this, settings, memory, results);
		return finish(settings.includeInputFields, remarks);
	}
}
