import { testCalls } from '../../support/engine/literalCall.mts';
import { taobaoRefundCalls } from './calls/taobao.mts';

testCalls(taobaoRefundCalls);
