import type { ICredentialTestFunctions } from 'n8n-workflow';

import { pandaPonApiTest } from '../../../../dist/nodes/shared/api/testCredential.js';

const FIELDS = {
	accessKey: 'key',
	accessSecret: 'secret',
	userId: '7',
	baseUrl: 'https://api.pandapon.com',
	timestampUnit: 'milliseconds',
};

/** Presses Test: what it says, and how many calls it made. */
async function press(answer: object | Error, fields: object = FIELDS) {
	const request = jest.fn(async () => {
		if (answer instanceof Error) throw answer;
		return await Promise.resolve(answer);
	});
	const context = { helpers: { request } } as unknown as ICredentialTestFunctions;
	const credential = { id: '1', name: 'PandaPon', type: 'pandaPonApi', data: { ...fields } };
	return { ...(await pandaPonApiTest.call(context, credential)), calls: request.mock.calls.length };
}
const answer = (statusCode: number, body: string, headers = {}) => ({ statusCode, body, headers });

test('a good credential', async () => {
	expect(await press(answer(200, '{"code":200}'))).toEqual({
		status: 'OK',
		message: 'Connection successful. The account takes timestamps in milliseconds.',
		calls: 1,
	});
});

test.each<[string, object | Error, number, RegExp]>([
	['wrong keys', answer(401, '{"code":401,"msg":"no"}'), 2, /Access Key, Access Secret or User ID/],
	['no words', answer(403, ''), 2, /Access Key, Access Secret or User ID/],
	['a wrong address', answer(404, ''), 1, /Check the Base URL/],
	['a page', answer(200, '\n<html>'), 1, /Check the Base URL/],
	['another answer', answer(200, '{}'), 1, /Check the Base URL/],
	['a redirect', answer(302, ''), 1, /final address as Base URL/],
	['a proxy', answer(407, ''), 1, /proxy settings/],
	['too many calls', answer(429, ''), 1, /Wait a little/],
	['a broken API', answer(500, ''), 1, /Try again later/],
	[
		'a wrong clock',
		answer(401, '{"code":401}', { date: 'Tue, 14 May 2024 07:00:00 GMT' }),
		2,
		/clock/,
	],
	[
		'no connection',
		Object.assign(new Error('?'), { code: 'ECONNREFUSED', syscall: 'connect' }),
		1,
		/No connection .*Check the Base URL/,
	],
])(
	'what happened and what to do are clean sentences: %s',
	async (_name, given, calls, expected) => {
		const { status, message, calls: made } = await press(given);
		expect([status, made]).toEqual(['Error', calls]);
		expect(message).toMatch(expected);
		expect(message).toMatch(/^[A-Z].*[^.]\. [A-Z].*[^.]\.$/);
		expect(message).not.toMatch(/\.\.|\s\s|undefined/);
	},
);

test('a field that is not filled in is named, and nothing is sent', async () => {
	expect(await press(answer(200, '{"code":200}'), { ...FIELDS, userId: '' })).toEqual({
		status: 'Error',
		message: 'The User ID of the PandaPon API credential is empty',
		calls: 0,
	});
});
