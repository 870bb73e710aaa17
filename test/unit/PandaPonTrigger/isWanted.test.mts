import { isWanted } from '../../../dist/nodes/PandaPonTrigger/isWanted.js';
import type { Message } from '../../../dist/nodes/PandaPonTrigger/readMessage.js';

const of = (platform: Message['platform'], event: Message['event']): Message => ({
	type: null,
	platform,
	event,
	timestamp: null,
	body: {},
});
const PLATFORMS = ['1688', 'taobao', null] as const;
const EVENTS = ['priceChanged', 'statusChanged', 'refund', 'other'] as const;

test('without a choice, every message is wanted', () => {
	for (const platform of PLATFORMS)
		for (const event of EVENTS)
			expect(isWanted(of(platform, event), { platforms: [], events: [] })).toBe(true);
});

test('a choice of platforms leaves out the others, but none whose platform is unknown', () => {
	const wanted = (platforms: string[]) =>
		PLATFORMS.filter((platform) => isWanted(of(platform, 'refund'), { platforms, events: [] }));
	expect(wanted(['1688'])).toEqual(['1688', null]);
	expect(wanted(['taobao'])).toEqual(['taobao', null]);
	expect(wanted(['1688', 'taobao'])).toEqual(['1688', 'taobao', null]);
});

test('a choice of events leaves out the others', () => {
	const wanted = (events: string[]) =>
		EVENTS.filter((event) => isWanted(of('1688', event), { platforms: [], events }));
	for (const event of EVENTS) expect(wanted([event])).toEqual([event]);
	expect(wanted(['refund', 'priceChanged'])).toEqual(['priceChanged', 'refund']);
});

test('both choices count', () => {
	const choice = { platforms: ['1688'], events: ['refund'] };
	expect(isWanted(of('1688', 'refund'), choice)).toBe(true);
	expect(isWanted(of(null, 'refund'), choice)).toBe(true);
	expect(isWanted(of('taobao', 'refund'), choice)).toBe(false);
	expect(isWanted(of('1688', 'other'), choice)).toBe(false);
	expect(isWanted(of(null, 'other'), choice)).toBe(false);
});
