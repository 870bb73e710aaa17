// What n8n's linter would check in fields that are written out, and what no linter checks.
import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
} from 'n8n-workflow';

import { properties } from '../../../dist/nodes/PandaPon/properties.js';
import { catalog } from '../../../dist/nodes/shared/catalog/catalog.js';
import type { Operation } from '../../../dist/nodes/shared/catalog/endpoint.js';

/** Every operation, as users and examples depend on it: written down a second time on purpose. */
const OPERATIONS: Record<string, string[]> = {
	order1688: [
		'cancel',
		'confirmReceipt',
		'create',
		'createForSeveralSellers',
		'get',
		'getPaymentLink',
		'preview',
		'previewForSeveralSellers',
	],
	product1688: ['get', 'getRelated', 'searchByImage', 'searchByKeyword', 'searchInStore'],
	cart1688: ['createOrder', 'editQuantity', 'list', 'previewOrder'],
	refund1688: ['create', 'get', 'sendReturnParcel'],
	taobaoProduct: ['checkSeveral', 'get', 'search'],
	taobaoOrder: ['create', 'getLogistics', 'render'],
	taobaoRefund: ['cancel', 'get', 'list', 'render', 'sendMessage'],
	taobaoCart: ['add', 'createOrder'],
	address: ['addOrUpdate'],
	otherCall: ['call'],
};
/** What changes the account, or pays. All others may be repeated, and an agent may make them. */
const CHANGING = [
	'address: addOrUpdate',
	'cart1688: createOrder',
	'cart1688: editQuantity',
	'order1688: cancel',
	'order1688: confirmReceipt',
	'order1688: create',
	'order1688: createForSeveralSellers',
	'order1688: getPaymentLink',
	'refund1688: create',
	'refund1688: sendReturnParcel',
	'taobaoCart: add',
	'taobaoCart: createOrder',
	'taobaoOrder: create',
	'taobaoRefund: cancel',
	'taobaoRefund: sendMessage',
];
/** What makes an order or a refund: a second call makes a second one. */
const CREATING = [
	'cart1688: createOrder',
	'order1688: create',
	'order1688: createForSeveralSellers',
	'refund1688: create',
	'taobaoCart: createOrder',
	'taobaoOrder: create',
];

interface Choice {
	/** e.g. `order1688: get` */
	name: string;
	resource: string;
	operation: string;
}

const choices: Choice[] = Object.entries(OPERATIONS).flatMap(([resource, operations]) =>
	operations.map((operation) => ({ name: `${resource}: ${operation}`, resource, operation })),
);
const records: Array<Choice & { record: Operation }> = choices
	.filter(({ resource }) => resource !== 'otherCall')
	.map((choice) => ({
		...choice,
		record: catalog[choice.resource].operations[choice.operation],
	}));

/** Parameters whose value decides which others are shown. */
const SWITCHES: Record<string, Array<string | boolean>> = {
	returnAll: [true, false],
	simplify: [true, false],
	method: ['GET', 'POST'],
	cargoParamListFrom: ['fields', 'json'],
	orderLineListFrom: ['fields', 'json'],
	paramsFrom: ['fields', 'json'],
	imageBase64From: ['binary', 'base64'],
};
/** Every position of those switches that these properties depend on. */
function positionsFor(deciding: INodeProperties[]): INodeParameters[] {
	const names = new Set(deciding.flatMap(switchesOf));
	return Object.entries(SWITCHES)
		.filter(([name]) => names.has(name))
		.reduce<INodeParameters[]>(
			(all, [name, values]) =>
				all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
			[{}],
		);
}
const switchesOf = ({ displayOptions }: INodeProperties): string[] =>
	Object.keys({ ...displayOptions?.show, ...displayOptions?.hide });

const isShown = (property: INodeProperties, parameters: INodeParameters) =>
	NodeHelpers.displayParameter(parameters, property, null, null);

/** What some position of the switches shows, by the name of the choice. */
const shownAtAll = new Map(
	choices.map(({ name, resource, operation }) => [
		name,
		properties.filter((each) =>
			positionsFor([each]).some((position) => isShown(each, { ...position, resource, operation })),
		),
	]),
);
const everShown = ({ name }: Choice): INodeProperties[] => shownAtAll.get(name) ?? [];
const shownFor = (choice: Choice, position: INodeParameters): INodeProperties[] =>
	everShown(choice).filter((each) =>
		isShown(each, { ...position, resource: choice.resource, operation: choice.operation }),
	);

/** A parameter, at whatever depth, with where it stands. */
interface Placed {
	path: string;
	property: INodeProperties;
}

const isSection = (option: object): option is INodePropertyCollection => 'values' in option;
const isField = (option: object): option is INodeProperties => 'type' in option;
const isOption = (option: object): option is INodePropertyOptions =>
	!isSection(option) && !isField(option);

function place(property: INodeProperties, above: string): Placed[] {
	const path = `${above} › ${property.displayName}`;
	const below = (property.options ?? []).flatMap((option) => {
		if (isSection(option)) return option.values;
		return isField(option) ? [option] : [];
	});
	return [{ path, property }, ...below.flatMap((each) => place(each, path))];
}

const placed = properties.flatMap((property) => {
	const { resource = [], operation = [] } = property.displayOptions?.show ?? {};
	return place(property, `${String(resource)}: ${String(operation)}`);
});
const fields = placed.filter(
	({ property: { name, type } }) => type !== 'notice' && !['resource', 'operation'].includes(name),
);
const optionsOf = ({ options = [] }: INodeProperties) => options.filter(isOption);
const menus = placed.filter(({ property: { type } }) => /^(options|multiOptions)$/.test(type));
const sections = placed.flatMap(({ path, property }) =>
	(property.options ?? []).filter(isSection).map((section) => ({ path, section })),
);

const alphabetical = (names: string[]) => [...names].sort((a, b) => a.localeCompare(b, 'en'));
const where = <T extends { path: string }>(list: T[], isWrong: (each: T) => boolean): string[] =>
	list.filter(isWrong).map(({ path }) => path);

describe('resources and operations', () => {
	const [resource, ...others] = properties;

	test('are those that users and examples depend on', () => {
		expect(resource.name).toBe('resource');
		const listed = optionsOf(resource).map(({ value }) => value);
		expect([...listed].sort()).toEqual(Object.keys(OPERATIONS).sort());
		for (const [value, operations] of Object.entries(OPERATIONS)) {
			const lists = others.filter(
				(each) => each.name === 'operation' && isShown(each, { resource: value }),
			);
			expect(lists).toHaveLength(1);
			expect([...optionsOf(lists[0]).map((each) => each.value)].sort()).toEqual(operations);
		}
	});

	const lists = placed.filter(({ property: { name } }) => name === 'operation');
	const operations = lists.flatMap(({ path, property }) =>
		optionsOf(property).map((option) => ({ ...option, path: `${path} › ${option.name}` })),
	);

	test('take no expression: which fields there are depends on them', () => {
		expect([resource, ...lists.map(({ property }) => property)]).toEqual(
			Array.from({ length: lists.length + 1 }, () =>
				expect.objectContaining({ type: 'options', noDataExpression: true }),
			),
		);
	});

	test('are sorted, however few they are', () => {
		for (const { property } of [{ property: resource }, ...lists]) {
			const names = optionsOf(property).map(({ name }) => name);
			expect(names).toEqual(alphabetical(names));
		}
	});

	test('of each resource, Get comes first where there is one', () => {
		expect(resource.default).toBe('order1688');
		for (const { property } of lists) {
			const values = optionsOf(property).map(({ value }) => value);
			expect(values).toContain(property.default);
			if (values.includes('get')) expect(property.default).toBe('get');
		}
	});

	test('the value of an operation is its name in lower camel case', () => {
		const camelCase = (name: string) =>
			name
				.split(' ')
				.map((word, index) =>
					index === 0 ? word.toLowerCase() : word[0].toUpperCase() + word.slice(1).toLowerCase(),
				)
				.join('');
		expect(where(operations, ({ name, value }) => value !== camelCase(name))).toEqual([]);
	});

	test('each operation says what it does', () => {
		expect(where(operations, ({ description = '' }) => !/^[A-Z].{8,}$/.test(description))).toEqual(
			[],
		);
		expect(where(operations, ({ action = '' }) => action === '')).toEqual([]);
	});

	test('actions are in sentence case', () => {
		const PROPER_NAMES = /^(Taobao|1688)$/;
		const isWrong = (action: string) => {
			const [first, ...rest] = action.split(' ');
			return (
				!/^[A-Z][a-z]+$/.test(first) ||
				rest.some((word) => !PROPER_NAMES.test(word) && !/^[a-z]+$/.test(word))
			);
		};
		expect(where(operations, ({ action = '' }) => isWrong(action))).toEqual([]);
	});

	test('actions have an article, except before a plural', () => {
		const NAMED =
			/^[A-Z][a-z]+ (for |to )?((a|an|the|any) |((?!of |at |by |in |from )\S+ )*\w+s\b)/;
		expect(where(operations, ({ action = '' }) => !NAMED.test(action))).toEqual([]);
		expect(where(operations, ({ action = '' }) => /\b(a [aeio]|an [^aeiou])/.test(action))).toEqual(
			[],
		);
	});

	test('n8n lists the actions of all resources together: none is there twice', () => {
		const actions = operations.map(({ action }) => action?.toLowerCase());
		expect(new Set(actions).size).toBe(choices.length);
		expect(actions).toHaveLength(choices.length);
	});

	test('an action begins with the verb of its operation', () => {
		const OTHER_VERB = [
			'refund1688:  › Operation › Create',
			'refund1688:  › Operation › Send Return Parcel',
		];
		const isWrong = ({
			name,
			action = '',
			path,
		}: {
			name: string;
			action?: string;
			path: string;
		}) =>
			name !== 'Call' && !OTHER_VERB.includes(path) && action.split(' ')[0] !== name.split(' ')[0];
		expect(where(operations, isWrong)).toEqual([]);
	});
});

describe('which fields are shown', () => {
	test('the switches are all there is', () => {
		expect([...new Set(properties.flatMap(switchesOf))].sort()).toEqual(
			['resource', 'operation', ...Object.keys(SWITCHES)].sort(),
		);
	});

	test('each is shown for one operation, and the choice of operations for its resource', () => {
		for (const property of properties) {
			const shown = choices.filter((choice) => everShown(choice).includes(property));
			if (property.name === 'resource') expect(shown).toEqual(choices);
			else if (property.name === 'operation' || shown[0]?.resource === 'otherCall')
				expect(new Set(shown.map(({ resource }) => resource)).size).toBe(1);
			else expect(shown.map(({ name }) => name)).toHaveLength(1);
		}
	});

	test.each(choices)('$name: never two of the same name, or that look the same', (choice) => {
		for (const position of positionsFor(everShown(choice))) {
			const shown = shownFor(choice, position);
			expect(shown.length).toBeGreaterThan(2);
			for (const key of ['name', 'displayName'] as const) {
				const names = shown.map((property) => property[key]);
				expect(names).toEqual([...new Set(names)]);
			}
		}
	});

	test.each(choices)('$name: a new node shows them as n8n itself fills it in', (choice) => {
		const { resource, operation } = choice;
		const node = { typeVersion: 1 };
		const filled = NodeHelpers.getNodeParameters(
			properties,
			{ resource, operation },
			true,
			false,
			node,
			null,
		) as INodeParameters;
		const shown = shownFor(choice, filled).filter(({ type }) => type !== 'notice');
		expect(
			Object.keys(filled)
				.filter((name) => name !== 'notice')
				.sort(),
		).toEqual(shown.map(({ name }) => name).sort());
	});

	test.each(records)(
		'$name: required fields at the top, all others in the collection',
		(choice) => {
			const { record } = choice;
			const required = record.fields.filter((field) => field.required);
			const rest = record.fields.filter((field) => !field.required).map(({ name }) => name);
			const shown = everShown(choice);
			for (const { name } of required) {
				const property = shown.find((each) => each.name === name);
				expect(property).toMatchObject({ required: true });
			}
			const collection = shown.find(({ name }) => name === 'additionalFields');
			const offered = (collection?.options ?? []).map(({ name }) => name);
			expect([...offered].sort()).toEqual(rest.sort());
			const atTop = shown.map(({ name }) => name);
			expect(rest.filter((name) => atTop.includes(name))).toEqual([]);
			// Nothing else has to be filled in but what a required field is made of.
			const OWN = [
				/^binaryPropertyName$/,
				...required.map(({ name }) => new RegExp(`^${name}(Json)?$`)),
			];
			expect(
				shown.filter((each) => each.required && !OWN.some((own) => own.test(each.name))),
			).toEqual([]);
		},
	);

	test.each(records)('$name: every field can be filled in one way at a time', (choice) => {
		for (const field of choice.record.fields.filter(({ required }) => required))
			for (const position of positionsFor(everShown(choice))) {
				const ways = shownFor(choice, position).filter(({ name }) =>
					[
						field.name,
						`${field.name}Json`,
						...(field.kind === 'image' ? ['binaryPropertyName'] : []),
					].includes(name),
				);
				expect(ways).toHaveLength(1);
			}
	});

	test('no field of the API has the name of a parameter of the node', () => {
		const OWN = new Set([
			...['resource', 'operation', 'notice', 'options', 'additionalFields', 'binaryPropertyName'],
			...['returnAll', 'limit', 'simplify', 'include', 'sentIn', 'timeoutMs'],
		]);
		for (const { record } of records) {
			const names = record.fields.map(({ name }) => name);
			const made = names.flatMap((name) => [name, `${name}From`, `${name}Json`]);
			expect(new Set(made).size).toBe(made.length);
			expect(names.filter((name) => OWN.has(name))).toEqual([]);
			// Pages and constants are the node's business.
			const taken = [
				record.paging?.page,
				record.paging?.size,
				...Object.keys(record.constants ?? {}),
			];
			expect(names.filter((name) => taken.includes(name))).toEqual([]);
		}
	});

	test('required fields within a group are marked, too', () => {
		for (const choice of records)
			for (const field of choice.record.fields) {
				if (field.kind !== 'group' && field.kind !== 'lines') continue;
				const property = place(
					{
						displayName: '',
						name: '',
						type: 'collection',
						default: {},
						options: everShown(choice),
					},
					'',
				).find((each) => each.property.name === field.name)?.property;
				const [section] = (property?.options ?? []).filter(isSection);
				expect(section.values.map(({ name, required = false }) => ({ name, required }))).toEqual(
					field.fields.map(({ name, required = false }) => ({ name, required })),
				);
			}
	});
});

describe('texts', () => {
	/** As n8n's linter has them, and no others. */
	const SMALL = /^(a|an|and|as|at|but|by|for|from|in|nor|of|on|or|per|the|to|with)$/;
	const ACRONYM = /^(id|sku|mp|json|cny|url)(s?)$/i;

	function isTitleCase(title: string): boolean {
		return title.split(' ').every((word, index) => {
			const bare = word.replace(/[(),]/g, '');
			const acronym = ACRONYM.exec(bare);
			if (acronym !== null) return bare === acronym[1].toUpperCase() + acronym[2];
			if (SMALL.test(bare)) return index > 0;
			return bare.split('-').every((part) => /^([A-Z][a-z0-9]*|\d+|GET|POST)$/.test(part));
		});
	}

	test.each([
		'Order id',
		'Order Id',
		'order ID',
		'Of Order',
		'Sku ID',
		'Sub-order',
		'Price (Cny)',
		'JSOn',
	])('%s is no title', (title) => {
		expect(isTitleCase(title)).toBe(title === 'Of Order');
	});

	test('names are in Title Case', () => {
		expect(
			where(
				placed,
				({ property }) => property.type !== 'notice' && !isTitleCase(property.displayName),
			),
		).toEqual([]);
		expect(where(sections, ({ section }) => !isTitleCase(section.displayName))).toEqual([]);
		expect(
			menus.flatMap(({ property }) =>
				optionsOf(property)
					.map(({ name }) => name)
					.filter((name) => !isTitleCase(name)),
			),
		).toEqual([]);
		for (const { name } of Object.values(catalog)) expect(isTitleCase(name)).toBe(true);
	});

	/** One sentence has no full stop at its end, several have. */
	function isWellPunctuated(text: string): boolean {
		// "e.g." ends no sentence, nor does a point within a number or name.
		const stops = text.replaceAll('e.g.', '').match(/[.!?](?=\s|$)/g)?.length ?? 0;
		return stops === 0 || (stops > 1 && text.endsWith('.'));
	}
	/** Trimmed, without double spaces, and a sentence. */
	const isText = (text: string) => /^["(]?[A-Z0-9]\S*( \S+)*$/.test(text) && isWellPunctuated(text);

	test('every field is described, or has a hint', () => {
		expect(
			where(fields, ({ property: { name, description, hint } }) => {
				if (['additionalFields', 'options'].includes(name)) return description !== undefined;
				return description === undefined && hint === undefined;
			}),
		).toEqual([]);
	});

	test('descriptions are sentences, and say more than the name', () => {
		const described = [
			...fields.map(({ path, property: { displayName, description, hint } }) => ({
				path,
				name: displayName,
				texts: [description, hint],
			})),
			...menus.flatMap(({ path, property }) =>
				optionsOf(property).map(({ name, description }) => ({
					path: `${path} › ${name}`,
					name,
					texts: [description],
				})),
			),
		];
		const isWrong = ({ name, texts }: (typeof described)[number]) =>
			texts.some(
				(text) =>
					text !== undefined && (!isText(text) || text.toLowerCase() === name.toLowerCase()),
			);
		expect(where(described, isWrong)).toEqual([]);
	});

	test('of a boolean, they begin with "Whether"', () => {
		const booleans = fields.filter(({ property: { type } }) => type === 'boolean');
		expect(booleans.length).toBeGreaterThan(0);
		expect(
			where(booleans, ({ property: { description = '' } }) => !description.startsWith('Whether ')),
		).toEqual([]);
	});

	test('placeholders are examples; those of collections say what to add', () => {
		expect(
			where(fields, ({ property: { type, placeholder } }) => {
				if (type === 'collection' || type === 'fixedCollection')
					return !/^Add [A-Za-z -]+$/.test(placeholder ?? '');
				return placeholder !== undefined && !/^e\.g\. \S/.test(placeholder);
			}),
		).toEqual([]);
	});

	test('names of fields in texts are those that the editor shows', () => {
		const titles = new Set([
			...placed.map(({ property }) => property.displayName),
			...choices.map(({ resource, operation }) => {
				const { name, operations } = catalog[resource] ?? { name: 'Other Call', operations: {} };
				return `${name}: ${operations[operation]?.name ?? 'Call'}`;
			}),
		]);
		const texts = records.flatMap(({ record }) => [
			record.lookAfterwards ?? '',
			record.notice ?? '',
			...record.fields.flatMap((field) => [
				field.description,
				...('fields' in field ? field.fields.map(({ description }) => description) : []),
			]),
		]);
		const quoted = texts.flatMap((text) =>
			[...text.matchAll(/"([^"]+)"/g)].map(([, name]) => name),
		);
		expect(quoted.length).toBeGreaterThan(10);
		expect(quoted.filter((name) => !titles.has(name))).toEqual([]);
	});

	test("fields that many nodes have bear n8n's own texts", () => {
		const stock: Record<string, Partial<INodeProperties>> = {
			limit: {
				displayName: 'Limit',
				type: 'number',
				typeOptions: { minValue: 1, numberPrecision: 0 },
				default: 50,
				description: 'Max number of results to return',
			},
			returnAll: {
				displayName: 'Return All',
				type: 'boolean',
				default: false,
				description: 'Whether to return all results or only up to a given limit',
			},
			simplify: {
				displayName: 'Simplify',
				type: 'boolean',
				default: true,
				description:
					'Whether to return a simplified version of the response instead of the raw data',
			},
		};
		for (const [name, expected] of Object.entries(stock)) {
			const found = properties.filter((property) => property.name === name);
			expect(found.length).toBeGreaterThan(0);
			for (const property of found) expect(property).toMatchObject(expected);
		}
	});

	test('Limit gives way to Return All, and comes after it', () => {
		for (const choice of records) {
			const names = (returnAll: boolean) => shownFor(choice, { returnAll }).map(({ name }) => name);
			const isList = choice.record.paging !== undefined;
			expect(names(true).includes('returnAll')).toBe(isList);
			expect(names(true)).not.toContain('limit');
			expect(names(false).indexOf('limit')).toBe(
				isList ? names(false).indexOf('returnAll') + 1 : -1,
			);
		}
	});
});

describe('options', () => {
	test('are sorted where there are five or more, and never there twice', () => {
		for (const { property } of menus) {
			const options = optionsOf(property);
			const names = options.map(({ name }) => name);
			if (names.length >= 5) expect(names).toEqual(alphabetical(names));
			expect(names).toEqual([...new Set(names)]);
			const values = options.map(({ value }) => value);
			expect(values).toEqual([...new Set(values)]);
		}
	});

	test('of a collection are sorted, too', () => {
		for (const { property } of placed.filter(({ property: { type } }) => type === 'collection')) {
			const names = (property.options ?? []).map((option) =>
				'displayName' in option ? option.displayName : option.name,
			);
			expect(names.length).toBeGreaterThan(0);
			expect(names).toEqual([...new Set(names)]);
			expect(names).toEqual(alphabetical(names));
		}
	});

	test('a group holds no field twice', () => {
		for (const { section } of sections)
			for (const key of ['name', 'displayName'] as const) {
				const names = section.values.map((field) => field[key]);
				expect(names).toEqual([...new Set(names)]);
			}
	});
});

test('a default is of the type of its field', () => {
	const isRight = (property: INodeProperties): boolean => {
		const { type, default: value, required = false, typeOptions } = property;
		const values = optionsOf(property).map((option) => option.value);
		const isRequiredList = required && typeOptions?.multipleValues === true;
		switch (type) {
			case 'string':
			case 'json':
				return typeof value === 'string';
			case 'number':
				// Empty, a number that has to be filled in is not taken for 0.
				return typeof value === 'number' || value === '';
			case 'boolean':
				return typeof value === 'boolean';
			case 'options':
				return values.includes(value as string);
			case 'multiOptions':
				return Array.isArray(value) && value.every((each) => values.includes(each as string));
			case 'fixedCollection':
				// The first line of a list that must be filled in is there at once.
				return JSON.stringify(value) === (isRequiredList ? '{"lines":[{}]}' : '{}');
			case 'collection':
				return JSON.stringify(value) === '{}';
			case 'notice':
				return value === '';
			default:
				return false;
		}
	};
	expect(where(placed, ({ property }) => !isRight(property))).toEqual([]);
});

test('an ID or an amount is never typed into a number field, which would round it', () => {
	for (const choice of records)
		for (const field of choice.record.fields) {
			if (!['id', 'ids', 'amount', 'texts'].includes(field.kind)) continue;
			const found = everShown(choice).flatMap((each) => place(each, ''));
			expect(found.find((each) => each.property.name === field.name)?.property.type).toBe('string');
		}
});

describe('what changes something', () => {
	test('is known as such', () => {
		const changing = records.filter(({ record }) => record.effect !== 'reads');
		expect(changing.map(({ name }) => name).sort()).toEqual(CHANGING);
		const paying = records.filter(({ record }) => record.effect === 'pays');
		expect(paying.map(({ name }) => name)).toEqual(['order1688: getPaymentLink']);
	});

	test('has a sentence on how to see whether it happened; what reads has none', () => {
		const SENTENCE = /^[A-Z][^.]* [^.]*[a-z\d"]\.$/;
		for (const { record } of records)
			if (record.effect === 'reads') expect(record.lookAfterwards).toBeUndefined();
			else expect(record.lookAfterwards).toMatch(SENTENCE);
	});

	const noticeOf = (name: string) =>
		everShown(choices.find((choice) => choice.name === name)!)
			.filter(({ type }) => type === 'notice')
			.map(({ displayName }) => displayName);

	test.each(CREATING)('%s: a notice says that each input item makes one', (name) => {
		expect(noticeOf(name)).toEqual([
			expect.stringMatching(/^Each input item .* within an execution each call is sent once\.$/),
		]);
	});

	test('confirming a receipt: a notice says what it does', () => {
		expect(noticeOf('order1688: confirmReceipt')).toEqual([
			'This releases the money to the seller, and cannot be taken back.',
		]);
	});

	test('what creates an order or a refund names it in its answer', () => {
		const creating = records.filter(({ record }) => record.answer === 'created');
		expect(creating.map(({ name }) => name).sort()).toEqual(CREATING);
	});

	test('a notice says that the payment link may pay, and what it does not know', () => {
		expect(noticeOf('order1688: getPaymentLink')).toEqual([
			expect.stringMatching(
				/^<b>This may pay\.<\/b> .*by agreement.* knows nothing of .*Batch Pay/,
			),
		]);
	});

	test('of Other Call, a notice names the node that pays', () => {
		expect(noticeOf('otherCall: call')).toEqual([
			expect.stringContaining('Paths that pay are refused: use <b>Batch Pay 1688 Orders</b>.'),
		]);
	});
});
