import {
	baseUrlProblem,
	credentialProblem,
} from '../../../../dist/nodes/shared/api/credentialProblem.js';
import type { PandaPonCredential } from '../../../../dist/nodes/shared/api/signature.js';

const good: PandaPonCredential = {
	accessKey: 'k',
	accessSecret: 's',
	userId: '7',
	baseUrl: 'https://api.pandapon.com',
	timestampUnit: 'milliseconds',
};
const problemWith = (fields: object) => credentialProblem({ ...good, ...fields });

test('a credential that is filled in has none', () => {
	expect(credentialProblem(good)).toBeUndefined();
	expect(problemWith({ baseUrl: ' http://127.0.0.1:8080/api/ ' })).toBeUndefined();
});

describe.each([
	['accessKey', 'Access Key'],
	['accessSecret', 'Access Secret'],
	['userId', 'User ID'],
])('%s', (name, label) => {
	test.each([undefined, null, '', ' \n'])('%j is empty', (value) => {
		expect(problemWith({ [name]: value })).toBe(
			`The ${label} of the PandaPon API credential is empty`,
		);
	});

	test.each([7, 0, false, ['k'], { k: 1 }])('%j is not text', (value) => {
		expect(problemWith({ [name]: value })).toBe(
			`The ${label} of the PandaPon API credential is not text`,
		);
	});
});

test('the first empty field is named', () => {
	expect(problemWith({ accessSecret: '', userId: '' })).toContain('Access Secret');
});

test.each<[unknown, RegExp]>([
	[undefined, /is not an address/],
	['', /is not an address/],
	['api.pandapon.com', /is not an address/],
	[['https://api.pandapon.com'], /is not an address/],
	['ftp://api.pandapon.com', /must start with https/],
	['https://api.pandapon.com?a=b', /must end before any "\?" or "#"/],
	['https://api.pandapon.com#a', /must end before any "\?" or "#"/],
])('base address %j', (baseUrl, problem) => {
	expect(problemWith({ baseUrl })).toMatch(problem);
	if (typeof baseUrl === 'string') expect(baseUrlProblem(baseUrl)).toMatch(problem);
});
