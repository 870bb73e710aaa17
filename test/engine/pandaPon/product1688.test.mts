import { testCalls } from '../../support/engine/literalCall.mts';
import { product1688Calls } from './calls/product1688.mts';

testCalls(product1688Calls);
