/** Segments of plain characters: no encoding, no dots, no second slash, nothing that some server reads as another path. */
const PLAIN_PATH = /^(\/[\w-]+)+$/;
/** No path of the API that does not pay has this in it, and each that is known to pay does. */
const PAYS = /pay/i;

/**
 * Says why a path cannot be called.
 *
 * @param path What a person or an expression gave.
 * @returns What is wrong and what to do; `undefined` when it can be called.
 */
export function pathProblem(path: string): string | undefined {
	if (path === '') return '"Path" is empty: enter one like /alibaba/order/page';
	if (PAYS.test(plainly(path)))
		return '"Path" leads to a payment, which this call does not make: use Batch Pay 1688 Orders, which pays each order at most once';
	if (!PLAIN_PATH.test(path))
		return '"Path" must be a plain path like /alibaba/order/page: no address, no "?", no encoded characters, no slash at its end';
	return undefined;
}

/** A path without disguise, for the words to say; whatever stays disguised is no plain path. */
function plainly(path: string): string {
	let text = path;
	for (let times = 0; times < 3; times++)
		text = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
			String.fromCharCode(parseInt(hex, 16)),
		);
	return text.normalize('NFKC');
}
