import type { Account, Supplier } from './account.mts';

const SUPPLIERS: Supplier[] = [
	{ companyName: '义乌市明灯日用品有限公司', shopName: '明灯日用品', loginId: 'yiwu-mingdeng' },
	{ companyName: '广州市云帆服饰有限公司', shopName: '云帆服饰', loginId: 'gz-yunfan' },
	{ companyName: '深圳市青禾电子科技有限公司', loginId: 'sz-qinghe' },
	// A shop without a company, and a seller with a login name only: 1688 leaves names empty too.
	{ companyName: '', shopName: '小满手工坊', loginId: 'xiaoman88' },
	{ loginId: 'b2b-2208877' },
];

/** Adds orders that wait for payment: amounts from ¥8 to some ¥1,000, several suppliers; an ID always gets the same ones. */
export function addVariedOrders(account: Account, orderIds: Iterable<string>): void {
	for (const orderId of orderIds) {
		const n = BigInt(orderId);
		account.addOrders([orderId], {
			price: 800 + Number((n * 37_913n) % 99_991n),
			supplier: SUPPLIERS[Number(n % BigInt(SUPPLIERS.length))],
		});
	}
}
