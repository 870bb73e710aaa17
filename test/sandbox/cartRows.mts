import { SELLERS } from './products.mts';

/** A row of the 1688 cart. */
export interface CartRow {
	offerId: string;
	specId: string;
	quantity: number;
	sellerOpenId: string;
	/** Whether it can still be bought. */
	available: boolean;
}

/** A cart with goods of two sellers, one of which is sold out. */
export function cart1688(): Map<string, CartRow> {
	const [lamps, bags] = SELLERS.map(({ sellerOpenId }) => sellerOpenId);
	const row = (n: number, sellerOpenId: string, quantity: number, available = true): CartRow => ({
		offerId: String(672991141190 + n),
		specId: 'warm-white',
		quantity,
		sellerOpenId,
		available,
	});
	return new Map([
		['101', row(0, lamps, 40)],
		['102', row(3, lamps, 5)],
		['103', row(2, bags, 12)],
		['104', row(5, bags, 1, false)],
	]);
}
