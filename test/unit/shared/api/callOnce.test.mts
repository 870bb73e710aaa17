import { withoutKeys } from '../../../../dist/nodes/shared/api/callOnce.js';

const credential = {
	accessKey: 'AK-0123456789',
	accessSecret: 'a "quoted"\\secret',
	userId: '1',
	baseUrl: 'http://127.0.0.1',
	timestampUnit: 'milliseconds' as const,
};

describe('withoutKeys', () => {
	test.each([
		['AK-0123456789 is unknown', '[hidden] is unknown'],
		['a "quoted"\\secret', '[hidden]'],
		[JSON.stringify({ msg: credential.accessSecret }), '{"msg":"[hidden]"}'],
		['nothing of it', 'nothing of it'],
	])('makes %j into %j', (body, expected) => {
		expect(withoutKeys(body, credential)).toBe(expected);
	});

	test('leaves a key of digits only, and a short one: they could be part of an order ID or a word', () => {
		expect(
			withoutKeys('order 2059624776425880794', {
				...credential,
				accessKey: '2059624776425880794',
				accessSecret: 'order',
			}),
		).toBe('order 2059624776425880794');
	});
});
