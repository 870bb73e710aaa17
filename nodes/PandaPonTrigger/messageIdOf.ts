import { createHash } from 'node:crypto';

import type { Message } from './readMessage';

/**
 * Names a message by what it says. The push time is left out, which may be another when PandaPon sends the message again.
 *
 * @param message The message.
 * @returns 32 hex digits, the same for the same content.
 */
export function messageIdOf({ type, platform, body }: Message): string {
	return createHash('sha256')
		.update(JSON.stringify([type, platform, body]))
		.digest('hex')
		.slice(0, 32);
}
