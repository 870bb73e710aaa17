import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

import { signMessage } from '../../sandbox/signMessage.mts';
import { KEYS, messageAbout, newOrder, send } from './messages.mts';
import { arrivals, credential, n8n } from './normalMode.mts';
import {
	executionsOf,
	publishTrigger,
	untilAllSucceeded,
	type TriggerWorkflow,
} from './workflow.mts';

/** A request; what is signed is what n8n hands to the node: the unpacked bytes. */
interface Case {
	/** The content type and the encoding, if any. */
	type?: string;
	encoding?: string;
	/** Makes the body from the text of a message. */
	body?: (text: string) => Buffer;
	/** Makes what is signed, if it is not the body. */
	signed?: (text: string) => Buffer;
	/** The status; 200 stands for one execution, every other for none. */
	status: number;
	/** Whether the item names the message's order. */
	readable?: boolean;
}

const asText = (text: string) => Buffer.from(text);
const json = 'application/json';
const filler = (megabytes: number) => (text: string) =>
	Buffer.from(text.replace('secret words', 'x'.repeat(megabytes * 1024 * 1024 - text.length + 12)));

// What n8n itself refuses never reaches the node: PandaPon gets an error then, and sends again.
const CASES: Record<string, Case> = {
	JSON: { type: json, status: 200 },
	'JSON, UTF-8': { type: `${json}; charset=UTF-8`, status: 200 },
	'JSON, quoted charset': { type: `${json}; charset="utf-8"`, status: 200 },
	'JSON with a byte order mark': {
		type: json,
		body: (text) => Buffer.from(`\uFEFF${text}`),
		status: 200,
	},
	'invalid UTF-8': {
		type: json,
		body: (text) => Buffer.from(text.replace('secret words', 'caf\xe9 \xff'), 'latin1'),
		status: 200,
	},
	'JSON as GBK': { type: `${json}; charset=gbk`, status: 422 },
	'JSON as ISO-8859-1': { type: `${json}; charset=ISO-8859-1`, status: 422 },
	'plain text': { type: 'text/plain', status: 200 },
	form: { type: 'application/x-www-form-urlencoded', status: 200 },
	'no content type': { status: 200 },
	'octet-stream': { type: 'application/octet-stream', status: 200 },
	'JSON sent as XML': { type: 'application/xml', status: 422 },
	'JSON sent as multipart form': { type: 'multipart/form-data; boundary=x', status: 400 },
	'empty JSON': { type: json, body: () => Buffer.alloc(0), status: 200, readable: false },
	'empty, no content type': { body: () => Buffer.alloc(0), status: 200, readable: false },
	'broken JSON': { type: json, body: (text) => asText(text.slice(0, -5)), status: 422 },
	'broken JSON as plain text': {
		type: 'text/plain',
		body: (text) => asText(text.slice(0, -5)),
		status: 200,
		readable: false,
	},
	gzip: { type: json, encoding: 'gzip', body: gzipSync, signed: asText, status: 200 },
	deflate: { type: json, encoding: 'deflate', body: deflateSync, signed: asText, status: 200 },
	'gzip, signed as packed': { type: json, encoding: 'gzip', body: gzipSync, status: 401 },
	'gzip, no content type': { encoding: 'gzip', body: gzipSync, signed: asText, status: 200 },
	Brotli: { type: json, encoding: 'br', body: brotliCompressSync, signed: asText, status: 422 },
	'says gzip, is not': { type: json, encoding: 'gzip', status: 500 },
	'says gzip, is not, no content type': { encoding: 'gzip', status: 503 },
	'15 MB': { type: json, body: filler(15), status: 200 },
	'17 MB': { type: json, body: filler(17), status: 500 },
	'17 MB, no content type': { body: filler(17), status: 503 },
};

export function testBodies(): void {
	let workflow: TriggerWorkflow;
	let executions = 0;

	before(async () => {
		workflow = await publishTrigger(n8n, credential, arrivals);
	});

	for (const [name, sent] of Object.entries(CASES))
		test(`a signed body: ${name}: ${sent.status}`, async () => {
			const { type, encoding, body = asText, signed = body, status, readable = true } = sent;
			const orderId = newOrder();
			const text = messageAbout(orderId);
			const answer = await send(workflow.productionUrl, body(text), {
				...(type !== undefined && { 'content-type': type }),
				...(encoding !== undefined && { 'content-encoding': encoding }),
				authorization: signMessage(signed(text), KEYS),
			});
			assert.equal(answer.status, status, answer.text.slice(0, 500));
			if (status === 200) executions++;
			await untilAllSucceeded(n8n, workflow, executions);
			assert.equal((await executionsOf(n8n, workflow)).count, executions);
			assert.equal(arrivals.of(orderId), status === 200 && readable ? 1 : 0);
		});
}
