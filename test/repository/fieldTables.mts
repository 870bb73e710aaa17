import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** The text of a table's cell, without marks for bold and code. */
export const plainCell = (cell: string): string => cell.replace(/\*\*|`/g, '');

/** The fields of a node in the order of the editor, those of its options after the others. */
export const fieldsOf = (properties: INodeProperties[]): INodeProperties[] =>
	properties
		.filter(({ type }) => type !== 'notice')
		.flatMap((field) =>
			field.type === 'collection' ? (field.options as INodeProperties[]) : [field],
		);

/** A default as the pages write it. A limit that is not set is none, whatever the editor proposes when it is added. */
export function defaultShown({
	description: about = '',
	default: value,
	options,
}: INodeProperties): string {
	if (about.includes('there is no limit')) return 'no limit';
	if (value === '') return 'empty';
	if (Array.isArray(value) && value.length === 0) return 'all';
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	const choice = (options as INodePropertyOptions[] | undefined)?.find(
		(option) => option.value === value,
	);
	return choice?.name ?? String(value);
}
