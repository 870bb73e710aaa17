import type { OrderFacts } from '../shared/orders/orderFacts';
import { advice } from './advice';
import type { Result } from './outcome';

/**
 * The result of an order that the memory holds: an earlier run has submitted it, or may have.
 *
 * @param facts What a look-up of this run shows. That the order still waits for payment proves nothing: its payment may be under
 * way.
 */
export function alreadySubmitted(facts?: OrderFacts): Result {
	return {
		outcome: 'alreadySubmitted',
		batch: null,
		requestId: null,
		errorReason: 'An earlier run has submitted this order, or may have',
		advice: facts === undefined ? advice.alreadySubmitted : advice.lookedUp(facts.evidence),
	};
}
