import { Results } from '../../../dist/nodes/BatchPay1688Orders/results.js';
import type { OrderFacts } from '../../../dist/nodes/shared/orders/orderFacts.js';
import type { Payment } from '../../../dist/nodes/shared/orders/paymentEvidence.js';

/**
 * The results of one pass.
 *
 * @param execution What n8n keeps for the node as long as the execution: the same object for the next pass.
 */
export function resultsOf(execution: object = {}): Results {
	// All that results need of the context is the place where an execution keeps its data.
	const context = {
		getContext: (type: string) => {
			if (type !== 'node') throw new Error(`${type} is kept elsewhere`);
			return execution;
		},
	};
	return new Results(context as unknown as ConstructorParameters<typeof Results>[0]);
}

const STATUS: Record<Payment, string | null> = {
	unpaid: 'waitbuyerpay',
	inProgress: 'waitbuyerpay',
	paid: 'success',
	closed: 'cancel',
	unclear: null,
};

/** What a look-up shows of an order. */
export function facts(
	payment: Payment,
	amountFen: number | null = null,
	supplier: string | null = null,
): OrderFacts {
	return {
		evidence: { payment, status: STATUS[payment], why: 'as the test wants it' },
		amountFen,
		supplier,
	};
}
