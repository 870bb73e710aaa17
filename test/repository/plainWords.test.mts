// Whoever pays is no engineer: the pages they read keep to words that they know.
import { page } from './markdownPages.mts';
import { wordsRead } from './wordsRead.mts';

/** Words for the pages of admins and engineers. */
const JARGON = [
	'webhooks?',
	'queue mode',
	'workers?',
	'SSRF',
	'ledger',
	'locks?',
	'mutex',
	'deduplicat\\w+',
	'idempoten\\w+',
	'race conditions?',
	'HMAC',
	'nonce',
	'hash(es)?',
	'payloads?',
	'endpoints?',
	'JSON',
	'HTTP',
	'redirects?',
	'prox(y|ies)',
	'rate.limit\\w*',
	'mutation',
	'SIGKILL',
	'serializ\\w+',
	'boolean',
	'(?<!PandaPon )API',
	'[45]\\d\\d',
];

test.each(['README.md', 'docs/paying.md'])('%s: words that a bookkeeper knows', (path) => {
	// Without code: names of fields, and examples of what to type.
	const { prose, ...rest } = page(path);
	const text = wordsRead({ ...rest, prose, text: prose })
		.join(' ')
		.replace(/[*_]/g, '');
	// Numbers of orders and of yuan are no codes of HTTP.
	const found = text.match(new RegExp(`(?<![\\w,.])(${JARGON.join('|')})(?![\\w,]| orders)`, 'gi'));
	expect(found ?? []).toEqual([]);
});
