import type { Supplier } from './account.mts';

/** How many products a search finds. */
export const PRODUCTS = 45;
const FIRST_OFFER = 672991141190;

/** Who sells on 1688, by the ID that requests name. */
export const SELLERS: Array<{ sellerOpenId: string; supplier: Supplier }> = [
	{
		sellerOpenId: 'BBB0000000000000000001',
		supplier: {
			companyName: '义乌市明灯日用品有限公司',
			shopName: '明灯日用品',
			loginId: 'yiwu-mingdeng',
		},
	},
	{
		sellerOpenId: 'BBB0000000000000000002',
		supplier: {
			companyName: '广州市云帆服饰有限公司',
			shopName: '云帆服饰',
			loginId: 'gz-yunfan',
		},
	},
];

/** A product, on 1688 or on Taobao. */
export interface Product {
	id: string;
	title: string;
	/** Title in Chinese. */
	titleInChinese: string;
	/** Price of one piece, in fen. */
	price: number;
	sellerOpenId: string;
}

/** A product by its ID. Every ID is one, and always costs the same. */
export function productOf(id: string): Product {
	const n = BigInt(id);
	return {
		id,
		title: `Desk lamp ${n % 1000n}`,
		titleInChinese: `台灯 ${n % 1000n}`,
		price: 300 + Number((n * 7919n) % 4801n),
		// Two of three are the first seller's.
		sellerOpenId: SELLERS[n % 3n === 0n ? 1 : 0].sellerOpenId,
	};
}

/** Those that searches find. */
export function products(): Product[] {
	return Array.from({ length: PRODUCTS }, (_, index) => productOf(String(FIRST_OFFER + index)));
}

/** Who is behind an ID; an unknown one is a seller too. */
export function supplierOf(sellerOpenId: string): Supplier {
	return (
		SELLERS.find((seller) => seller.sellerOpenId === sellerOpenId)?.supplier ?? {
			loginId: sellerOpenId,
		}
	);
}

/** Yuan as text, as 1688 writes the prices of goods. */
export const yuanAsText = (fen: number): string => (fen / 100).toFixed(2);
