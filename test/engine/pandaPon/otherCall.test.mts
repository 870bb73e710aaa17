import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	answering,
	envelopeAround,
	make,
	sandboxFor,
	type LiteralCall,
} from '../../support/engine/literalCall.mts';

const PATH = '/alibaba/order/page';
const PAYS =
	'"Path" leads to a payment, which this call does not make: use Batch Pay 1688 Orders, which pays each order at most once';
const otherCall = {
	resource: 'otherCall',
	operation: 'call',
	method: 'POST',
	path: PATH,
	data: '{"result":[{"orderId":2059624776425880794}],"totalRecord":1}',
} as const;
const read = { result: [{ orderId: '2059624776425880794' }], totalRecord: 1 };

/** Makes a call to a path, and gives what came out and what was sent. */
async function makeOther(
	parameters: INodeParameters,
	{
		json = {},
		path = PATH,
		node,
	}: Pick<Parameters<typeof make>[2] & object, 'node'> & {
		json?: object;
		path?: string;
	} = {},
) {
	const call: LiteralCall = { ...otherCall, path, effect: 'changes', items: [] };
	const sandbox = await sandboxFor(call);
	const result = await make(call, sandbox, {
		items: [{ ...json }],
		parameters: { method: 'POST', path, ...parameters },
		node,
	});
	return { result, sandbox, sent: sandbox.calls.map(({ body, query }) => body || query) };
}

describe('what leaves', () => {
	test.each([
		['{"page":1,"orderIds":[2059624776425880794]}'],
		['{ "orderId": 2059624776425880794, "remark": "x" }'],
		['[9223372036854775807,"9223372036854775807"]'],
	])('the JSON text %s as it stands', async (body) => {
		const { sandbox, sent } = await makeOther({ body });
		expect(sent).toEqual([body]);
		expect(sandbox.calls).toEqual([
			expect.objectContaining({
				method: 'POST',
				path: PATH,
				contentType: 'application/json',
				refused: undefined,
			}),
		]);
	});

	test('an object from an earlier node', async () => {
		const json = { call: { page: 1, orderIds: ['2059624776425880794'], deep: { n: null } } };
		const { sent } = await makeOther({ body: '={{ $json.call }}' }, { json });
		expect(sent).toEqual(['{"page":1,"orderIds":["2059624776425880794"],"deep":{"n":null}}']);
	});

	test('an empty body as {}', async () => {
		expect((await makeOther({ body: '' })).sent).toEqual(['{}']);
	});

	test('a query, and no body with GET', async () => {
		const { sandbox } = await makeOther({
			method: 'GET',
			body: '{"a":1}',
			query: {
				parameters: [
					{ name: 'refundId', value: '9223372036854775807' },
					{ name: 'q', value: 'a&b=c' },
				],
			},
		});
		expect(sandbox.calls).toEqual([
			expect.objectContaining({
				method: 'GET',
				query: 'refundId=9223372036854775807&q=a%26b%3Dc',
				body: '',
				refused: undefined,
			}),
		]);
	});

	test('a path of the second version', async () => {
		const { sandbox } = await makeOther({}, { path: '/v2/alibaba/order/page' });
		expect(sandbox.calls).toEqual([expect.objectContaining({ path: '/v2/alibaba/order/page' })]);
	});
});

describe('what comes out', () => {
	test('of a call that changes something: one item with its outcome', async () => {
		const { result } = await makeOther({});
		expect(result.items).toEqual([
			expect.objectContaining({ outcome: 'done', answer: read, requestId: 'c0ffee' }),
		]);
	});

	test('of a call that only reads: the answer', async () => {
		const { result } = await makeOther({ effect: 'reads' });
		expect(result.items).toEqual([read]);
	});

	test('failures as of any call', async () => {
		const call: LiteralCall = { ...otherCall, effect: 'changes', items: [] };
		const sandbox = await sandboxFor(call, answering('{"code":500,"msg":"busy","data":null}'));
		const parameters = { method: 'POST', path: PATH };
		const changed = await make(call, sandbox, { parameters });
		expect(changed.items).toEqual([
			expect.objectContaining({
				outcome: 'unclear',
				advice: 'It may have happened. Look in the PandaPon console whether it did.',
			}),
		]);
		const asked = await make(call, sandbox, { parameters: { ...parameters, effect: 'reads' } });
		expect(asked.message).toBe('busy');
	});
});

describe('what is refused', () => {
	const refusalOf = async (parameters: INodeParameters, json: object = {}): Promise<string> => {
		const { result, sandbox } = await makeOther(parameters, { json });
		expect(sandbox.calls).toEqual([]);
		expect(result.items).toEqual([expect.objectContaining({ outcome: 'notSent' })]);
		return String(result.items[0]?.errorReason);
	};

	test.each<[parameters: INodeParameters, json: object, says: string]>([
		[{ body: 'page=1' }, {}, '"JSON Body" must be a JSON object or list'],
		[{ body: '={{ $json.n }}' }, { n: 7 }, '"JSON Body" must be a JSON object or list'],
		[
			{ body: '={{ $json.call }}' },
			{ call: { ids: [{ id: 2059624776425880795 }] } },
			'"JSON Body" holds a number that has lost its last digits: write it as text, or the whole body as text',
		],
		[
			{ query: { parameters: [{ name: 'orderId', value: '={{ $json.id }}' }] } },
			{ id: 2059624776425880795 },
			'"Value" of "Query Parameters" came as a number and has lost its last digits: set the column to plain text in the sheet, and enter it again',
		],
		...(
			[
				{ body: '{"orderId":{{ $json.id }}}' },
				{ body: '{"orderIds":["{{ $json.id }}"]}' },
				{ query: { parameters: [{ name: 'orderId', value: '={{ $json.id }} ' }] } },
				{ path: '=/open/order/{{ $json.id }}', method: 'GET' },
			] as INodeParameters[]
		).map((parameters): [INodeParameters, object, string] => [
			typeof parameters.body === 'string'
				? { ...parameters, body: `=${parameters.body}` }
				: parameters,
			{ id: 2059624776425880795 },
			'2059624776425880800 came as a number and has lost its last digits: set the column to plain text in the sheet, and enter it again',
		]),
		[
			{
				query: {
					parameters: [
						{ name: 'orderId', value: '1' },
						{ name: 'orderId', value: '2' },
					],
				},
			},
			{},
			'"Query Parameters" has a name twice: the API may read either',
		],
		[{ method: '={{ "PUT" }}' }, {}, '"Method" must be GET or POST'],
		[{ path: '={{ "" }}' }, {}, '"Path" is empty: enter one like /alibaba/order/page'],
	])('%j', async (parameters, json, says) => {
		expect(await refusalOf(parameters, json)).toBe(says);
	});

	const paths: Array<[path: string]> = [
		['/alibaba/order/batch/submit/to/pay'],
		['/v2/alibaba/order/batch/submit/to/pay'],
		['/alibaba/order/pay/url'],
		['/v2/alibaba/order/pay/url'],
		['/ALIBABA/ORDER/BATCH/SUBMIT/TO/PAY'],
		['/alibaba/order/batch/submit/to/PaY'],
		['/alibaba/ka/order/pay'],
		['/v3/alibaba/order/batchPay'],
		['/open/order/pay'],
		['/purchase/order/batch/pay'],
		[' /alibaba/order/batch/submit/to/pay '],
	];
	test.each(paths)('the path %j, which pays', async (path) => {
		expect(await refusalOf({ path: '={{ $json.path }}' }, { path })).toBe(PAYS);
	});

	const disguises: Array<[path: string]> = [
		['/alibaba/order/batch/submit/to/%70ay'],
		['/alibaba/order/batch/submit/to/p%61y'],
		['/alibaba/order%2Fbatch/submit/to/%2570ay'],
		['//alibaba//order//batch/submit/to/pay'],
		['//evil.example/alibaba/order/batch/submit/to/pay'],
		['/alibaba/order/page/../batch/submit/to/pay'],
		['/alibaba/./order/batch/submit/to/pay'],
		['/alibaba/order/batch/submit/to/pay/'],
		['/alibaba/order/batch/submit/to/pay?x=1'],
		['/alibaba/order/page?/../batch/submit/to/pay'],
		['/alibaba/order/batch/submit/to/pay#x'],
		['/alibaba/order/batch/submit/to/pay;x=1'],
		['/alibaba/order/batch/submit/to/ｐａｙ'],
		['\\alibaba\\order\\batch\\submit\\to\\pay'],
		['/alibaba/order/page\n/alibaba/order/batch/submit/to/pay'],
		['alibaba/order/batch/submit/to/pay'],
		['https://api.pandapon.com/alibaba/order/batch/submit/to/pay'],
	];
	test.each(disguises)('the path %j, which pays in disguise', async (path) => {
		expect(await refusalOf({ path: '={{ $json.path }}' }, { path })).toBe(PAYS);
	});

	const odd: Array<[path: string]> = [
		['/alibaba/order/batch/submit/to/p\u200bay'],
		['/alibaba/order/batch/submit/to/рау'],
		['/alibaba/order/batch/submit/to/p\tay'],
		['@evil.example/alibaba/order/page'],
		['/alibaba/order/page/'],
	];
	test.each(odd)('the path %j, which is not plain', async (path) => {
		expect(await refusalOf({ path: '={{ $json.path }}' }, { path })).toBe(
			'"Path" must be a plain path like /alibaba/order/page: no address, no "?", no encoded characters, no slash at its end',
		);
	});

	test.each([...paths, ...disguises, ...odd])(
		'the path %j as one that only reads',
		async (path) => {
			const { result, sandbox } = await makeOther(
				{ path: '={{ $json.path }}', effect: 'reads', method: 'GET' },
				{ json: { path } },
			);
			// Of a path that the catalog knows to pay, its word counts: the item says what a message says of a read.
			const said = result.message ?? result.items[0]?.errorReason;
			expect(said).toContain('"Path" ');
			expect(sandbox.calls).toEqual([]);
		},
	);
});

describe('a path of the catalog', () => {
	test.each([
		['POST', '/alibaba/order/cancel'],
		['POST', '/v2/alibaba/order/cancel'],
		['POST', '/Alibaba/Order/Cancel'],
		['POST', '/alibaba/order/create'],
		['POST', '/alibaba/refund/detail/create'],
		['POST', '/v2/open/address/addOrUpdate'],
		['POST', '/open/order'],
		['GET', '/v2/taobao/order/refund/cancel/9223372036854775807'],
		['GET', '/open/order/refund/cancel/9223372036854775807'],
		['POST', '/v2/taobao/cart/add'],
		['POST', '/v2/taobao/order'],
		// What no page tells of counts by its words.
		['POST', '/alibaba/order/submit'],
		['GET', '/v3/alibaba/refund/removeDetail'],
		['POST', '/alibaba/order-delete'],
		['POST', '/alibaba/order/update_remark'],
	])('%s %s changes something, even under "Only Reads"', async (method, path) => {
		const call: LiteralCall = { ...otherCall, path, effect: 'changes', items: [] };
		const sandbox = await sandboxFor(call, { kind: 'html' });
		const result = await make(call, sandbox, {
			parameters: { method, path, effect: 'reads' },
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		expect(result.status).toBe('success');
		expect(result.items).toEqual([expect.objectContaining({ outcome: 'unclear' })]);
		expect(sandbox.calls).toHaveLength(1);
	});
});

describe('rows with different effects', () => {
	const rows = (...effects: unknown[]) => effects.map((effect) => ({ effect }) as IDataObject);
	const parameters = { method: 'POST', path: PATH, effect: '={{ $json.effect }}' };
	const call: LiteralCall = { ...otherCall, path: PATH, effect: 'changes', items: [] };

	test('that all only read give their answers', async () => {
		const result = await make(call, await sandboxFor(call), {
			items: rows('reads', 'reads'),
			parameters,
		});
		expect(result.items).toEqual([read, read]);
	});

	test.each([
		['reads', 'changes'],
		['changes', 'reads'],
		['reads', undefined],
		['reads', 'Reads'],
	])('%j and %j all count as changes: a failure stops none', async (...effects) => {
		const sandbox = await sandboxFor(call, { kind: 'html' });
		const result = await make(call, sandbox, {
			items: rows(...effects).map((row, n) => ({ ...row, n })),
			parameters: { ...parameters, body: '={{ { n: $json.n } }}' },
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		expect(result.status).toBe('success');
		expect(result.items.map(({ outcome }) => outcome)).toEqual(['unclear', 'unclear']);
		expect(sandbox.calls).toHaveLength(2);
	});

	test('of which one leads to a change all count as changes', async () => {
		const sandbox = await sandboxFor(call, { kind: 'html' });
		const result = await make(call, sandbox, {
			items: [{ path: PATH }, { path: '/alibaba/order/cancel' }],
			parameters: { method: 'POST', path: '={{ $json.path }}', effect: 'reads' },
		});
		expect(result.status).toBe('success');
		expect(result.items).toHaveLength(2);
		expect(result.items[0]).toMatchObject({ outcome: 'unclear' });
		expect(sandbox.calls.map(({ path }) => path)).toEqual([PATH, '/alibaba/order/cancel']);
	});
});

describe('as a tool', () => {
	const node = { type: 'n8n-nodes-pandapon.pandaPonTool' };

	test('what only reads runs', async () => {
		const { result } = await makeOther({ effect: 'reads' }, { node });
		expect(result.items).toEqual([read]);
	});

	test.each<[parameters: INodeParameters, path: string]>([
		[{}, PATH],
		[{ effect: 'reads' }, '/alibaba/order/cancel'],
		// An agent fills expressions in: it would have to be believed.
		[{ effect: '={{ "reads" }}' }, PATH],
		[{ effect: 'reads', path: `={{ "${PATH}" }}` }, PATH],
		[{ effect: 'reads', method: '={{ "POST" }}' }, PATH],
	])('%j to %s is refused', async (parameters, path) => {
		const { result, sandbox } = await makeOther(parameters, { path, node });
		expect(result.message).toContain('Nothing was sent. As a tool, this node only reads');
		expect(sandbox.calls).toEqual([]);
	});
});

test('an answer that is text, nothing or a list comes out as it is, each entry as an item', async () => {
	const outs = [];
	for (const data of ['"2059624776425880794"', '2059624776425880794', 'null', '[1,{"a":2}]']) {
		const call: LiteralCall = { ...otherCall, data, effect: 'reads', items: [] };
		const sandbox = await sandboxFor(call, answering(envelopeAround(data)));
		const parameters = { method: 'POST', path: PATH, effect: 'reads' };
		outs.push((await make(call, sandbox, { parameters })).items);
	}
	expect(outs).toEqual([
		[{ data: '2059624776425880794' }],
		[{ data: '2059624776425880794' }],
		[{ data: null }],
		[{ data: 1 }, { a: 2 }],
	]);
});
