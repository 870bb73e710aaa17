import { testCalls } from '../../support/engine/literalCall.mts';
import { refund1688Calls } from './calls/refund1688.mts';

testCalls(refund1688Calls);
