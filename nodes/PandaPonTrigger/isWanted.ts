import type { Message } from './readMessage';
import type { Settings } from './readSettings';

/**
 * Tells whether a message is among those that the person has chosen. Empty lists choose all; a message of unknown platform is
 * wanted by every choice of platforms.
 *
 * @param message The message.
 * @param settings The person's choice.
 */
export function isWanted(
	{ platform, event }: Message,
	{ platforms, events }: Pick<Settings, 'platforms' | 'events'>,
): boolean {
	const ofPlatform = platforms.length === 0 || platform === null || platforms.includes(platform);
	return ofPlatform && (events.length === 0 || events.includes(event));
}
