import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { BatchPay1688Orders } from '../support/engine/n8nPackages.mts';

/** The node, but n8n stumbles over its first result, so that Retry On Fail runs it again although it has paid. */
export class FailsAfterPaying extends BatchPay1688Orders {
	runs = 0;

	constructor() {
		super();
		const count = () => ++this.runs;
		this.execute = async function (this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			const outputs = await BatchPay1688Orders.prototype.execute.call(this);
			if (count() === 1) throw new Error('n8n stumbles');
			return outputs;
		};
	}
}
