import { testCalls } from '../../support/engine/literalCall.mts';
import { taobaoOrderCalls } from './calls/taobao.mts';

testCalls(taobaoOrderCalls);
