import { done, type LiteralCall } from '../../../support/engine/literalCall.mts';

/** The operations of *Address*. */
export const addressCalls: LiteralCall[] = [
	{
		resource: 'address',
		operation: 'addOrUpdate',
		effect: 'changes',
		parameters: {
			name: '王小明',
			phone: '13800138000',
			province: '广东省',
			city: '广州市',
			district: '白云区',
			address: '仓库路 1 号',
			additionalFields: { id: '9223372036854775807' },
		},
		method: 'POST',
		path: '/open/address/addOrUpdate',
		body: '{"id":9223372036854775807,"name":"王小明","province":"广东省","city":"广州市","district":"白云区","address":"仓库路 1 号","phone":"13800138000"}',
		data: 'null',
		items: [done({ answer: null })],
	},
];
