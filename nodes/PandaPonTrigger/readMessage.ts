import { isRecord } from '../shared/api/envelope';
import { parseExactJson } from '../shared/api/exactJson';
import { eventOf, type MessageEvent } from './eventOf';

/** The platform an order was placed on. */
export type Platform = '1688' | 'taobao';

/** A message, as far as it can be read; what is not known is `null`. */
export interface Message {
	/** PandaPon's own name for this kind of message. */
	type: string | null;
	platform: Platform | null;
	event: MessageEvent;
	/** When PandaPon sent it, as it says itself. */
	timestamp: string | null;
	/** What it is about. Whole numbers beyond 2^53 are text, with all their digits. */
	body: unknown;
}

const PLATFORMS = new Map<string | null, Platform>([
	['0', 'taobao'],
	['1', '1688'],
]);

/** n8n stores and copies an item by functions that call themselves. */
const DEEPEST = 100;

/**
 * Reads a message (docs/api.md, Messages). Never throws: a message that was signed is handed on, whatever is in it.
 *
 * @param raw The request's body, byte for byte.
 */
export function readMessage(raw: Buffer): Message {
	const text = raw.toString('utf8').replace(/^\uFEFF/, '');
	const envelope = parseIfJson(text);
	if (!isRecord(envelope))
		return { type: null, platform: null, event: 'other', timestamp: null, body: envelope };
	const { messageType, messagePlatform, timestamp, messageBody, ...others } = envelope;
	const type = textOf(messageType);
	return {
		type,
		platform: PLATFORMS.get(textOf(messagePlatform)) ?? platformIn(type),
		event: eventOf(type),
		timestamp: textOf(timestamp),
		// Shown as an object by PandaPon, as JSON text by a platform with the same software.
		body: messageBody === undefined ? others : parseIfJson(messageBody),
	};
}

/** The value of JSON text that holds an object or a list; everything else as it stands. */
function parseIfJson(value: unknown): unknown {
	if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return value;
	try {
		const json = parseExactJson(value);
		return isDeeper(json, DEEPEST) ? value : json;
	} catch {
		return value;
	}
}

function isDeeper(value: unknown, levels: number): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1));
}

function platformIn(type: string | null): Platform | null {
	if (type === null) return null;
	if (/^1688_/.test(type)) return '1688';
	return /^TAOBAO_/i.test(type) ? 'taobao' : null;
}

function textOf(value: unknown): string | null {
	const text = typeof value === 'number' ? String(value) : value;
	return typeof text === 'string' && text.trim() !== '' ? text.trim() : null;
}
