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

	async rows(): Promise<IDataObject[]> {
		return (await this.n8n.api<{ data: IDataObject[] }>('GET', `${this.path}/rows?sortBy=id:asc`))
			.data;
	}
}
