import { testCalls } from '../../support/engine/literalCall.mts';
import { cart1688Calls } from './calls/cart1688.mts';

testCalls(cart1688Calls);
