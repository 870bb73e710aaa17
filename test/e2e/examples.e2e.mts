// The workflows of examples/, each imported into a real n8n and run against the sandbox.
import './examples/importing.mts';
import './examples/listAndTable.mts';
import './examples/everyMorning.mts';
import './examples/turnTheRunRed.mts';
import './examples/upload.mts';
import './examples/payDesk.mts';
import './examples/confirmInTheEvening.mts';
import './examples/googleSheets.mts';
import './examples/callOtherEndpoints.mts';
import './examples/retry.mts';
import './examples/wholeLife.mts';
import './examples/fromOrderToPayment.mts';
import './examples/priceChanged.mts';
import './examples/stateInTable.mts';

import { testTheLongWait } from './examples/retry.mts';
import { testTheTimeLimit } from './examples/upload.mts';

// What takes a minute has begun before the first test.
testTheTimeLimit();
testTheLongWait();
