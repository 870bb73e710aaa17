import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

import { baseUrlProblem } from '../../dist/nodes/shared/api/credentialProblem.js';
import type { Keys } from './conversation.mts';

const QUESTIONS = {
	PANDAPON_BASE_URL: { prompt: 'Base URL', fallback: 'https://api.pandapon.com' },
	PANDAPON_ACCESS_KEY: { prompt: 'Access Key' },
	PANDAPON_ACCESS_SECRET: { prompt: 'Access Secret (not shown)', hidden: true },
	PANDAPON_USER_ID: { prompt: 'User ID' },
	PANDAPON_ORDER_ID: {
		prompt: 'ID of any order of the account, to look up (Enter for none)',
		fallback: '',
	},
} satisfies Record<string, { prompt: string; fallback?: string; hidden?: boolean }>;

type Name = keyof typeof QUESTIONS;

/**
 * Takes the keys from the environment and asks for those that are missing. They are kept in memory only.
 *
 * @throws Error when one is missing, naming it.
 */
export async function askKeys(
	environment: NodeJS.ProcessEnv = process.env,
	keyboard: NodeJS.ReadableStream & { isTTY?: boolean } = process.stdin,
	screen: NodeJS.WritableStream = process.stderr,
): Promise<{ keys: Keys; orderId?: string }> {
	let muted = false;
	const output = new Writable({
		write: (chunk, _encoding, done) => {
			if (!muted) screen.write(chunk as Buffer);
			done();
		},
	});
	// Without history, the arrow keys cannot bring the secret back.
	const terminal = createInterface({
		input: keyboard,
		output,
		terminal: keyboard.isTTY === true,
		historySize: 0,
	});
	const lines = terminal[Symbol.asyncIterator]();

	const answer = async (name: Name): Promise<string> => {
		const { prompt, fallback, hidden }: { prompt: string; fallback?: string; hidden?: boolean } =
			QUESTIONS[name];
		let value = environment[name];
		if (value === undefined) {
			terminal.setPrompt(`${prompt}${fallback ? ` [${fallback}]` : ''}: `);
			terminal.prompt();
			muted = hidden === true;
			value = String((await lines.next()).value ?? '');
			if (muted) screen.write('\n');
			muted = false;
		}
		const given = value.trim() || fallback;
		if (given === undefined) throw new Error(`${prompt} is missing. Type it, or set ${name}.`);
		return given;
	};

	try {
		const baseUrl = await answer('PANDAPON_BASE_URL');
		const problem = baseUrlProblem(baseUrl);
		if (problem !== undefined) throw new Error(problem);
		const accessKey = await answer('PANDAPON_ACCESS_KEY');
		const accessSecret = await answer('PANDAPON_ACCESS_SECRET');
		const userId = await answer('PANDAPON_USER_ID');
		const orderId = await answer('PANDAPON_ORDER_ID');
		return {
			keys: { baseUrl, accessKey, accessSecret, userId },
			...(orderId !== '' && { orderId }),
		};
	} finally {
		terminal.close();
	}
}
