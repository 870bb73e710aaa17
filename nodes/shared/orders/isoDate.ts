/** `yyyyMMddHHmmssSSSZ`: the offset is part of it, and is not always China's. */
const DATE_OF_1688 = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{3})([+-]\d{2})(\d{2})$/;

/**
 * Writes a date of 1688 as ISO 8601, with its own offset.
 *
 * @param date e.g. `20180614101942000+0800` (docs/api.md, Order detail).
 * @returns e.g. `2018-06-14T10:19:42.000+08:00`; other text as it stands; `null` when there is none.
 */
export function isoDate(date: unknown): string | null {
	if (typeof date !== 'string' || date.trim() === '') return null;
	const [, year, month, day, hour, minute, second, ms, offset, minutes] =
		DATE_OF_1688.exec(date.trim()) ?? [];
	return year === undefined
		? date
		: `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}${offset}:${minutes}`;
}
