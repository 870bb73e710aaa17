import { createRequire } from 'node:module';

import type { IDataObject } from 'n8n-workflow';

import type { FormFile } from '../../support/n8n/form.mts';
import { N8N_MODULES } from '../../support/n8n/install.mts';

/** The part of n8n's own Excel library that the tests need. */
interface Library {
	read: (file: Buffer) => Workbook;
	write: (workbook: Workbook, options: { type: 'buffer'; bookType: 'xlsx' }) => Buffer;
	utils: {
		book_new: () => Workbook;
		book_append_sheet: (workbook: Workbook, sheet: object, name: string) => void;
		aoa_to_sheet: (rows: unknown[][]) => object;
		sheet_to_json: (sheet: object) => IDataObject[];
	};
}
interface Workbook {
	SheetNames: string[];
	Sheets: Record<string, object>;
}

const library = () => {
	const fromNodes = createRequire(N8N_MODULES).resolve('n8n-nodes-base/package.json');
	return createRequire(fromNodes)('@e965/xlsx') as Library;
};

/** An Excel file; numbers become number cells. */
export function excelFile(rows: unknown[][]): FormFile {
	const { write, utils } = library();
	const workbook = utils.book_new();
	utils.book_append_sheet(workbook, utils.aoa_to_sheet(rows), 'Orders');
	return {
		name: 'orders.xlsx',
		type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
		content: write(workbook, { type: 'buffer', bookType: 'xlsx' }),
	};
}

/** The rows of an Excel file, by the names in its first row. */
export function excelRows(file: Buffer): IDataObject[] {
	const { read, utils } = library();
	const { SheetNames, Sheets } = read(file);
	return utils.sheet_to_json(Sheets[SheetNames[0]]);
}
