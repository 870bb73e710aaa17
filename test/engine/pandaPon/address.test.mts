import { testCalls } from '../../support/engine/literalCall.mts';
import { addressCalls } from './calls/address.mts';

testCalls(addressCalls);
