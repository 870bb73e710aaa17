import { testCalls } from '../../support/engine/literalCall.mts';
import { taobaoProductCalls } from './calls/taobao.mts';

testCalls(taobaoProductCalls);
