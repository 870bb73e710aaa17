import { testCalls } from '../../support/engine/literalCall.mts';
import { taobaoCartCalls } from './calls/taobao.mts';

testCalls(taobaoCartCalls);
