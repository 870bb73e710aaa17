import { describeFailure, timedOut } from '../../../../dist/nodes/shared/api/transportFailure.js';

/** An error of the operating system, as Node.js throws it. */
const system = (code: string, syscall?: string) =>
	Object.assign(new Error(`${syscall} ${code}`), { code, syscall });
/** axios takes code and name from the error it wraps. */
const axios = (code: string | undefined, cause?: Error) =>
	Object.assign(new Error('Request failed'), {
		name: cause?.name ?? 'AxiosError',
		code,
		...(cause && { cause }),
	});
/** n8n's helper wraps what axios threw. */
const helper = (cause: unknown) =>
	Object.assign(new Error('The service failed', { cause }), {
		name: 'NodeApiError',
		httpCode: null,
	});
const throughHelper = (cause: Error & { code?: string }) => helper(axios(cause.code, cause));
/** Node.js tried several addresses. */
const several = (...attempts: unknown[]) =>
	Object.assign(new AggregateError(attempts), { code: 'ECONNREFUSED' });

const read = (error: unknown) => describeFailure(error, 'within 300 ms');
const NO_REASON = {
	kind: 'unclear',
	reason: 'The call ended without an answer, and nothing says why',
};
const TIMED_OUT = { kind: 'unclear', reason: 'No complete answer came within 300 ms' };
const CUT = { kind: 'unclear', reason: 'The connection was cut before the answer was complete' };

describe('proven never to have been sent', () => {
	test.each<[string, unknown, string]>([
		[
			'the name does not exist',
			throughHelper(system('ENOTFOUND', 'getaddrinfo')),
			'The address of the API could not be found (ENOTFOUND)',
		],
		[
			'the name server does not answer',
			throughHelper(system('EAI_AGAIN', 'getaddrinfo')),
			'The address of the API could not be found (EAI_AGAIN)',
		],
		[
			'nothing listens',
			throughHelper(system('ECONNREFUSED', 'connect')),
			'No connection to the API could be made (ECONNREFUSED)',
		],
		[
			'no route to the host',
			throughHelper(system('EHOSTUNREACH', 'connect')),
			'No connection to the API could be made (EHOSTUNREACH)',
		],
		[
			'the connect timed out',
			throughHelper(system('ETIMEDOUT', 'connect')),
			'No connection to the API could be made (ETIMEDOUT)',
		],
		[
			'the connect was reset',
			throughHelper(system('ECONNRESET', 'connect')),
			'No connection to the API could be made (ECONNRESET)',
		],
		[
			'a system error that nothing wraps',
			system('ECONNREFUSED', 'connect'),
			'No connection to the API could be made (ECONNREFUSED)',
		],
		[
			'a system error without a code',
			helper({ name: 'Odd', code: 7, syscall: 'connect' }),
			'No connection to the API could be made (Odd)',
		],
		[
			'two addresses, nothing listens',
			throughHelper(several(system('ECONNREFUSED', 'connect'), system('ECONNREFUSED', 'connect'))),
			'No connection to the API could be made (ECONNREFUSED)',
		],
		[
			'two addresses, two reasons',
			throughHelper(several(system('ENOTFOUND', 'getaddrinfo'), system('ECONNREFUSED', 'connect'))),
			'No connection to the API could be made (ECONNREFUSED)',
		],
		[
			'two names that do not exist',
			throughHelper(
				several(system('ENOTFOUND', 'getaddrinfo'), system('ENOTFOUND', 'getaddrinfo')),
			),
			'The address of the API could not be found (ECONNREFUSED)',
		],
		[
			'an empty list of attempts says nothing, but the error itself does',
			throughHelper(Object.assign(several(), { syscall: 'connect' })),
			'No connection to the API could be made (ECONNREFUSED)',
		],
		[
			'no valid address',
			helper(
				axios(
					'ERR_INVALID_URL',
					Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL', input: 'x' }),
				),
			),
			'The Base URL of the PandaPon API credential is not a valid address',
		],
		...['SsrfBlockedIpError', 'SsrfBlockedHostnameError'].map((name): [string, unknown, string] => [
			name,
			helper(axios(undefined, Object.assign(new Error('The request was blocked'), { name }))),
			"n8n's protection (SSRF) refused the Base URL; N8N_SSRF_ALLOWED_HOSTNAMES allows it",
		]),
		...[
			'CERT_HAS_EXPIRED',
			'CERT_NOT_YET_VALID',
			'DEPTH_ZERO_SELF_SIGNED_CERT',
			'SELF_SIGNED_CERT_IN_CHAIN',
			'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
			'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
			'HOSTNAME_MISMATCH',
			'INVALID_CA',
			'ERR_TLS_CERT_ALTNAME_INVALID',
		].map((code): [string, unknown, string] => [
			code,
			throughHelper(system(code)),
			`The server's certificate was refused (${code})`,
		]),
	])('%s', (_name, error, reason) => {
		expect(read(error)).toEqual({ kind: 'notSent', reason });
	});
});

describe('unclear', () => {
	test.each<[string, unknown, object]>([
		['a reset while reading', throughHelper(system('ECONNRESET', 'read')), CUT],
		['a reset without a system call ("socket hang up")', throughHelper(system('ECONNRESET')), CUT],
		['a broken pipe while writing', throughHelper(system('EPIPE', 'write')), CUT],
		['a cut inside the answer', helper(axios('ERR_BAD_RESPONSE')), CUT],
		[
			'an execution that is stopped',
			helper(Object.assign(axios('ERR_CANCELED'), { name: 'CanceledError' })),
			{ kind: 'unclear', reason: 'The execution was stopped while the call was under way' },
		],
		[
			'a request that n8n wanted to sign again',
			helper(Object.assign(new Error('twice'), { name: 'SignedTwiceError' })),
			{
				kind: 'unclear',
				reason: 'The API answered with HTTP 401, and the rest of its answer was lost',
			},
		],
		["the client's own time-out", helper(axios('ECONNABORTED')), TIMED_OUT],
		['a time-out while reading', throughHelper(system('ETIMEDOUT', 'read')), TIMED_OUT],
		[
			'a time-out, not a cut, when both are named',
			helper(axios('ECONNABORTED', system('ECONNRESET', 'read'))),
			TIMED_OUT,
		],
		[
			'several addresses, one of which was reached',
			throughHelper(several(system('ECONNREFUSED', 'connect'), system('ECONNRESET', 'read'))),
			NO_REASON,
		],
		[
			'several addresses, the last of which was not reached',
			throughHelper(several(system('ECONNRESET', 'read'), system('ENOTFOUND', 'getaddrinfo'))),
			NO_REASON,
		],
		['an empty list of attempts', throughHelper(several()), NO_REASON],
		[
			'a code that looks like one of a certificate',
			throughHelper(system('NO_CERT_HERE')),
			NO_REASON,
		],
		[
			'a code that begins like one of a certificate',
			throughHelper(system('INVALID_CARD')),
			NO_REASON,
		],
		[
			'a code that ends like one of a certificate',
			throughHelper(system('NOT_INVALID_CA')),
			NO_REASON,
		],
		['a refusal whose system call is not named', throughHelper(system('ECONNREFUSED')), NO_REASON],
		[
			'a connect that is only the effect of something else',
			helper(Object.assign(system('ECONNREFUSED', 'connect'), { cause: system('EOTHER', 'read') })),
			NO_REASON,
		],
		[
			'codes named like what every object inherits',
			helper({ name: 'constructor', code: 'toString' }),
			NO_REASON,
		],
		['an error without anything', new Error('?'), NO_REASON],
		['an empty object', {}, NO_REASON],
		['undefined', undefined, NO_REASON],
		['null', null, NO_REASON],
		['text', 'ECONNREFUSED', NO_REASON],
		['a number', 7, NO_REASON],
		['a function', () => undefined, NO_REASON],
		['a cause that is text', helper('ECONNREFUSED'), NO_REASON],
		['a cause that is null', helper(null), NO_REASON],
		['a list of attempts that is no list', helper({ errors: { syscall: 'connect' } }), NO_REASON],
		['a list of attempts that is text', helper({ errors: 'connect' }), NO_REASON],
		['a list of attempts that is null', helper({ errors: null }), NO_REASON],
		[
			'attempts that are no objects',
			helper({ errors: [null, undefined, 'connect', 7] }),
			NO_REASON,
		],
		[
			'attempts, one of which is null',
			throughHelper(several(null, system('ECONNREFUSED', 'connect'))),
			NO_REASON,
		],
		[
			'attempts, one of which is text',
			throughHelper(several(system('ECONNREFUSED', 'connect'), 'connect')),
			NO_REASON,
		],
		[
			'attempts without a system call in an error that has one',
			throughHelper(Object.assign(several({}), { syscall: 'connect' })),
			NO_REASON,
		],
	])('%s', (_name, error, expected) => {
		expect(read(error)).toEqual(expected);
	});

	test('circular causes', () => {
		const inner = system('ECONNRESET', 'read');
		const outer = helper(inner);
		Object.assign(inner, { cause: outer });
		expect(read(outer)).toEqual(CUT);

		const own = system('EOTHER');
		Object.assign(own, { cause: own });
		expect(read(own)).toEqual(NO_REASON);
	});
});

test('the text of a time-out names the time', () => {
	expect(timedOut('within 1234 ms')).toEqual({
		kind: 'unclear',
		reason: 'No complete answer came within 1234 ms',
	});
});
