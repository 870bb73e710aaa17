import { idNumber, optional, text } from '../checkFields.mts';
import { checked, type Handler } from '../handler.mts';

/** Calls about the account's addresses. */
export const address: Record<string, Handler> = {
	// Without an ID, a new one. Documented with `code` and `msg` only.
	'POST /open/address/addOrUpdate': checked<{ id?: number | null }>(
		{
			id: optional(idNumber),
			name: text,
			province: optional(text),
			city: optional(text),
			district: optional(text),
			address: text,
			phone: text,
		},
		(account, { id, ...fields }) => {
			const { addresses } = account;
			if (id != null && !addresses.has(String(id)))
				return { code: 404, msg: `id: 地址不存在 ${id}` };
			addresses.set(String(id ?? addresses.size + 1), fields);
			return { data: undefined, changed: true };
		},
	),
};
