import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { PandaPon } from '../../support/engine/n8nPackages.mts';
import { allCalls, named } from './calls/all.mts';

test('the editor offers the operations that have an example here, and Other Call', () => {
	const { properties } = new PandaPon().description;
	const offered = properties
		.filter(({ name }) => name === 'operation')
		.flatMap((property: INodeProperties) =>
			(property.options as INodePropertyOptions[]).map(
				({ value }) => `${String(property.displayOptions?.show?.resource?.[0])}: ${String(value)}`,
			),
		);
	const examples = named(() => true).map(([name]) => name);
	expect(new Set(examples).size).toBe(34);
	expect(offered.sort()).toEqual([...examples, 'otherCall: call'].sort());
	expect(allCalls.every((call) => examples.includes(`${call.resource}: ${call.operation}`))).toBe(
		true,
	);
});
