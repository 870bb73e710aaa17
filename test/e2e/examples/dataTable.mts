import type { IDataObject } from 'n8n-workflow';

import type { LocalN8n } from '../../support/n8n/localN8n.mts';

/** One of n8n's own data tables, as a person sees it under *Data tables*. */
export class DataTable {
	private readonly n8n: LocalN8n;
	private readonly path: string;

	private constructor(n8n: LocalN8n, path: string) {
		this.n8n = n8n;
		this.path = path;
	}

	static async named(n8n: LocalN8n, name: string): Promise<DataTable> {
		const { data } = await n8n.api<{
			data: Array<{ id: string; name: string; projectId: string }>;
		}>('GET', '/rest/data-tables-global');
		const table = data.find((each) => each.name === name);
		if (table === undefined) throw new Error(`n8n has no data table "${name}"`);
		return new DataTable(n8n, `/rest/projects/${table.projectId}/data-tables/${table.id}`);
	}

	async insert(rows: IDataObject[]): Promise<void> {
		await this.n8n.api('POST', `${this.path}/insert`, { returnType: 'count', data: rows });
	}

	/** What a person types into the row of an order. */
	async update(orderId: string, data: IDataObject): Promise<void> {
		await this.n8n.api('PATCH', `${this.path}/rows`, { filter: rowOf(orderId), data });
	}

	/** A person deletes the row of an order. */
	async remove(orderId: string): Promise<void> {
		const filter = encodeURIComponent(JSON.stringify(rowOf(orderId)));
		await this.n8n.api('DELETE', `${this.path}/rows?filter=${filter}`);
	}

	async rows(): Promise<IDataObject[]> {
		return (await this.n8n.api<{ data: IDataObject[] }>('GET', `${this.path}/rows?sortBy=id:asc`))
			.data;
	}
}

const rowOf = (orderId: string) => ({
	type: 'and',
	filters: [{ columnName: 'orderId', condition: 'eq', value: orderId }],
});
