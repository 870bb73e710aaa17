import { isoDate } from '../shared/orders/isoDate';

/**
 * Reads the push time of a message; its format is not documented.
 *
 * @param timestamp Milliseconds or seconds since 1970, a date of 1688, or any other text.
 * @returns ISO 8601; text in another format as it stands, since its time zone is not known; `null` when there is none.
 */
export function sentAt(timestamp: string | null): string | null {
	if (timestamp === null) return null;
	if (/^\d{10}$/.test(timestamp)) return new Date(Number(timestamp) * 1000).toISOString();
	if (/^\d{13}$/.test(timestamp)) return new Date(Number(timestamp)).toISOString();
	return isoDate(timestamp);
}

/**
 * The push time as a number.
 *
 * @param time What `sentAt` returned.
 * @returns Milliseconds since 1970; `undefined` where the time zone is not known: n8n's own would be a guess.
 */
export function sentAtMs(time: string | null): number | undefined {
	const ms = WITH_ZONE.test(time ?? '') ? Date.parse(time ?? '') : NaN;
	return Number.isNaN(ms) ? undefined : ms;
}

const WITH_ZONE = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/;
