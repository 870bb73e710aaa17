// What a person does in n8n's editor, in a real browser.
import './editor/firstRuns.mts';
import './editor/lookMustNotPay.mts';
import './editor/byteOrderMark.mts';
import './editor/totalFailure.mts';
import './editor/pandaPonNode.mts';
// It widens a pane, and n8n keeps it so.
import './editor/failureTable.mts';
