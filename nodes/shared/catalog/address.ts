import { required, text } from './commonFields';
import type { Operations } from './endpoint';

/** The account's addresses. */
export const address = {
	addOrUpdate: {
		name: 'Add or Update',
		action: 'Add or update an address',
		description: 'Save an address in the account',
		method: 'POST',
		path: '/open/address/addOrUpdate',
		effect: 'changes',
		fields: [
			...[
				text('name', 'Full Name', 'Who receives parcels there'),
				text('phone', 'Phone', 'Phone number of whoever receives them'),
				text('province', 'Province', 'In Chinese, e.g. 广东省'),
				text('city', 'City', 'In Chinese, e.g. 广州市'),
				text('district', 'District', 'In Chinese, e.g. 白云区'),
				text('address', 'Street Address', 'Street, house number and whatever a courier needs'),
			].map(required),
			{
				kind: 'id',
				name: 'id',
				displayName: 'Address ID',
				description: 'The address to change; left empty, a new one is added',
				sentAs: 'integer',
			},
		],
		answer: 'accepted',
		lookAfterwards: 'Look at the addresses in the PandaPon console.',
	},
} as const satisfies Operations;
