import type { INodeType } from 'n8n-workflow';

import { aroundExecute } from './aroundExecute.mts';
import { PandaPon } from './n8nPackages.mts';

/** The PandaPon node, each of whose input items has these files. */
export function withBinary(files: Record<string, Buffer>): INodeType {
	return aroundExecute(new PandaPon(), async (context, execute) => {
		for (const item of context.getInputData())
			item.binary = Object.fromEntries(
				Object.entries(files).map(([name, file]) => [
					name,
					{ data: file.toString('base64'), mimeType: 'image/jpeg' },
				]),
			);
		return await execute();
	});
}
