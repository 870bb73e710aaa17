import type { IExecuteFunctions } from 'n8n-workflow';

import { FieldProblem } from '../../../../dist/nodes/PandaPon/fields/fieldProblem.js';
import { fieldsReader } from '../../../../dist/nodes/PandaPon/fields/fieldsReader.js';
import type { Field } from '../../../../dist/nodes/shared/catalog/endpoint.js';
import { orderIds } from '../../../support/orderIds.mts';

const [ID, OTHER_ID] = orderIds(2);
const common = { displayName: 'X', description: 'X of the call' };
const FIELDS: Field[] = [
	{
		...common,
		kind: 'id',
		name: 'orderId',
		displayName: 'Order ID',
		sentAs: 'text',
		required: true,
	},
	{ ...common, kind: 'text', name: 'remark', displayName: 'Remark' },
	{ ...common, kind: 'text', name: 'flow', displayName: 'Flow' },
];
const IMAGE: Field = { ...common, kind: 'image', name: 'photo', required: true };
const LINES: Field = {
	...common,
	kind: 'lines',
	name: 'goods',
	entry: 'Line',
	sentAs: 'list',
	required: true,
	fields: [{ ...common, kind: 'text', name: 'sku', displayName: 'SKU' }],
};

/** Reads these fields from a node with such parameters. */
const valuesOf = async (
	fields: Field[],
	parameters: Record<string, unknown>,
	{ items = [{}] as object[], item = 0, helpers = {} } = {},
) =>
	await fieldsReader(
		{
			getNodeParameter: (name: string, _item: number, fallback: unknown) =>
				parameters[name] ?? fallback,
			getInputData: () => items.map((json) => ({ json })),
			helpers,
		} as unknown as IExecuteFunctions,
		{ fields },
	)(item);

test('required fields stand at the top, the others in the collection; the empty ones do not go out', async () => {
	const additionalFields = { remark: 'quick', flow: '', unknown: 'x', orderId: OTHER_ID };
	expect(await valuesOf(FIELDS, { orderId: ID, additionalFields, flow: 'general' })).toEqual({
		orderId: ID,
		remark: 'quick',
	});
	expect(await valuesOf(FIELDS, { orderId: ID })).toEqual({ orderId: ID });
});

test('each item has its own', async () => {
	const items = [{ id: ID }, { id: OTHER_ID }];
	const parameters = { orderId: '={{ $json.id }}' };
	for (const item of [0, 1])
		expect(await valuesOf(FIELDS, parameters, { items, item })).toEqual({
			orderId: items[item].id,
		});
});

test('a problem names the field as the editor does', async () => {
	await expect(valuesOf(FIELDS, {})).rejects.toThrow(
		new FieldProblem('"Order ID" is empty: fill it in'),
	);
});

test.each(['text', [], 7])(
	'additional fields that are %j are refused, not left out',
	async (additionalFields) => {
		await expect(valuesOf(FIELDS, { orderId: ID, additionalFields })).rejects.toThrow(
			new FieldProblem('"Additional Fields" cannot be an expression as a whole'),
		);
	},
);

test('a list comes from its own fields, or from JSON', async () => {
	const parameters = { goods: { lines: [{ sku: 'a' }] }, goodsJson: '[{"sku":"b"}]' };
	const from = async (goodsFrom: string) => await valuesOf([LINES], { ...parameters, goodsFrom });
	expect(await from('fields')).toEqual({ goods: [{ sku: 'a' }] });
	expect(await from('json')).toEqual({ goods: [{ sku: 'b' }] });
});

test('an image comes as Base64 text, or from the binary data of the item', async () => {
	const asked: unknown[][] = [];
	const helpers = {
		assertBinaryData: (...given: unknown[]) => asked.push(given),
		getBinaryDataBuffer: async (...given: unknown[]) => {
			asked.push(given);
			return Buffer.from('image');
		},
	};
	const parameters = { photo: 'dGV4dA==', binaryPropertyName: 'picture' };
	const from = async (photoFrom: string) =>
		await valuesOf([IMAGE], { ...parameters, photoFrom }, { helpers });
	expect(await from('base64')).toEqual({ photo: 'dGV4dA==' });
	expect(asked).toEqual([]);
	expect(await from('binary')).toEqual({ photo: Buffer.from('image').toString('base64') });
	expect(asked).toEqual([
		[0, 'picture'],
		[0, 'picture'],
	]);
});
