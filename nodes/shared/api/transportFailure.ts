/** A failure below HTTP: the request provably never reached the API, or that is unclear. */
interface TransportFailure {
	kind: 'notSent' | 'unclear';
	/** What happened, in plain English, without a full stop at its end. */
	reason: string;
}

interface ErrorLike {
	code?: unknown;
	name?: unknown;
	syscall?: unknown;
	cause?: unknown;
	errors?: unknown;
}

const GUARD_REFUSED =
	"n8n's protection (SSRF) refused the Base URL; N8N_SSRF_ALLOWED_HOSTNAMES allows it";

/** Failures before the first byte of the request could leave, seen on n8n 2.41 (axios, Node's TLS). */
const NEVER_SENT: Record<string, string> = {
	ERR_INVALID_URL: 'The Base URL of the PandaPon API credential is not a valid address',
	SsrfBlockedIpError: GUARD_REFUSED,
	SsrfBlockedHostnameError: GUARD_REFUSED,
};

/** Certificate checks fail inside the TLS handshake, before the request is written. */
const CERTIFICATE =
	/^(CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|HOSTNAME_MISMATCH|INVALID_CA|ERR_TLS_CERT_ALTNAME_INVALID)$/;

const UNCLEAR: Record<string, string> = {
	ECONNRESET: 'The connection was cut before the answer was complete',
	EPIPE: 'The connection was cut before the answer was complete',
	ERR_BAD_RESPONSE: 'The connection was cut before the answer was complete',
	ERR_CANCELED: 'The execution was stopped while the call was under way',
	SignedTwiceError: 'The API answered with HTTP 401, and the rest of its answer was lost',
};

/**
 * Reads an error of n8n's HTTP helper.
 *
 * "Never sent" needs proof: the system call that failed was the name look-up or the connect, or the failure lies before
 * any connection. A code alone is no proof: a connect time-out and a read time-out share one.
 *
 * @param error Whatever the helper threw.
 * @param patience How long the caller waited, in words, e.g. `within 60000 ms`.
 */
export function describeFailure(error: unknown, patience: string): TransportFailure {
	const chain = causes(error);
	const codes = chain
		.flatMap(({ name, code }) => [name, code])
		.filter((code) => typeof code === 'string');
	const last = codes.at(-1);

	const before = codes.find((code) => Object.hasOwn(NEVER_SENT, code));
	if (before !== undefined) return { kind: 'notSent', reason: NEVER_SENT[before] ?? before };

	const certificate = codes.find((code) => CERTIFICATE.test(code));
	if (certificate !== undefined) {
		return { kind: 'notSent', reason: `The server's certificate was refused (${certificate})` };
	}

	const innermost = chain[chain.length - 1] ?? {};
	// "localhost" has two addresses: Node tries both and reports a list, which proves something only if it is not empty.
	const { errors } = innermost;
	const attempts =
		Array.isArray(errors) && errors.length > 0
			? (errors as Array<ErrorLike | null | undefined>)
			: [innermost];
	const failedIn = attempts.map((attempt) => attempt?.syscall);
	if (failedIn.every((syscall) => syscall === 'getaddrinfo')) {
		return { kind: 'notSent', reason: `The address of the API could not be found (${last})` };
	}
	if (failedIn.every((syscall) => syscall === 'connect' || syscall === 'getaddrinfo')) {
		return { kind: 'notSent', reason: `No connection to the API could be made (${last})` };
	}

	if (codes.includes('ECONNABORTED') || codes.includes('ETIMEDOUT')) return timedOut(patience);
	const known = codes.find((code) => Object.hasOwn(UNCLEAR, code));
	return {
		kind: 'unclear',
		reason: UNCLEAR[known ?? ''] ?? 'The call ended without an answer, and nothing says why',
	};
}

/**
 * A call that was given up because no answer came.
 *
 * @param patience How long the caller waited, in words.
 */
export function timedOut(patience: string): TransportFailure {
	return { kind: 'unclear', reason: `No complete answer came ${patience}` };
}

/** The error and what caused it, outermost first; n8n wraps the HTTP client's error, which wraps the system's. */
function causes(error: unknown): ErrorLike[] {
	const chain: ErrorLike[] = [];
	let next = error;
	while (typeof next === 'object' && next !== null && !chain.includes(next)) {
		chain.push(next);
		next = (next as ErrorLike).cause;
	}
	return chain.length > 0 ? chain : [{}];
}
