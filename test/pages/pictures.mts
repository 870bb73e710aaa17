// npm run docs -- pictures: takes the screenshots in docs/images/ again, from a real n8n in a real browser. The API answers in
// Chinese: a font that has the characters must be installed (on Debian: fonts-wqy-microhei).
import { takeApproval } from './pictures/approval.mts';
import { takeFirstPayment } from './pictures/firstPayment.mts';
import { takeOrderNode, takeTriggerPanel } from './pictures/ordersAndMessages.mts';
import { bench, SCREEN } from './pictures/studio.mts';
import { takeTheList } from './pictures/theList.mts';
import { takeCredential } from './pictures/credential.mts';

try {
	await bench.open({ deviceScaleFactor: 1.5 });
	await bench.page.setViewportSize(SCREEN);
	// n8n remembers how the panels were dragged: the later a picture, the more room its output has.
	await takeTriggerPanel();
	await takeFirstPayment();
	await takeOrderNode();
	await takeTheList();
	await takeCredential();
	await takeApproval();
} finally {
	await bench.close();
}
