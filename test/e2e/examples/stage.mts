import { after, before, beforeEach } from 'node:test';

import type { IDataObject } from 'n8n-workflow';
import { Agent, setGlobalDispatcher } from 'undici';

import { Sandbox } from '../../sandbox/sandbox.mts';
import type { Example, ExampleNode } from '../../support/examples.mts';
import { installN8n, installPackage } from '../../support/n8n/install.mts';
import { LocalN8n, type StoredExecution } from '../../support/n8n/localN8n.mts';
import { Mailbox, type Mail } from '../../support/n8n/mailbox.mts';

// A new connection for each call: a busy n8n closes idle ones just when they are used again.
setGlobalDispatcher(new Agent({ pipelining: 0 }));

export const n8n = new LocalN8n('examples');
export const sandbox = new Sandbox();
export const { account } = sandbox;
export const mailbox = new Mailbox();
/** Name and password of the second person. */
export const APPROVER = 'approver:two pairs of eyes';
/** What a person makes under *Credentials*, by type. */
export const credentials: Record<string, { id: string; name: string }> = {};

const early: Array<() => Promise<void>> = [];
/** Begins something that takes a minute before the first test, which then runs meanwhile. */
export const beginEarly = (work: () => Promise<void>): unknown => early.push(work);

before(async () => {
	await installN8n();
	await installPackage(n8n.userFolder);
	await sandbox.start();
	await mailbox.start();
	await n8n.start();
	const [user, password] = APPROVER.split(':');
	// The first name is the one that n8n's dialog proposes.
	await createCredential('pandaPonApi', 'PandaPon account', sandbox.credential);
	await createCredential('httpBasicAuth', 'Approver', { user, password });
	await createCredential('smtp', 'Mail', mailbox.credential);
	for (const begin of early) await begin();
});

async function createCredential(type: string, name: string, data: IDataObject): Promise<void> {
	credentials[type] = { id: await n8n.createCredential(type, name, data), name };
}

after(async () => {
	await n8n.stop();
	await mailbox.stop();
	await sandbox.close();
});

/** New for each test. */
export let orders: string[] = [];

beforeEach(() => {
	sandbox.reset();
	sandbox.watch = undefined;
	account.balance = Number.MAX_SAFE_INTEGER;
	account.paysAtOnce = true;
	// What two examples both save is not changed twice.
	account.changes.clear();
	orders = newOrders(12);
});

/** Orders of this test that were submitted. */
export const submitted = (): string[] =>
	orders.filter((orderId) => account.submissions(orderId) > 0);

let last = BigInt(Date.now()) * 1000n;
/** New orders, all waiting for payment, at 10 yuan each. */
export function newOrders(count: number): string[] {
	const orders = Array.from({ length: count }, () => String(2059624700000000000n + last++));
	account.addOrders(orders);
	return orders;
}

export type Workflow = { id: string; nodes: ExampleNode[]; versionId: string } & IDataObject;

/**
 * Saves an example as the editor does after an import, with every credential that it asks for.
 *
 * @param own Credentials to choose in place of the usual ones, by type.
 */
export async function save(example: Example, own: typeof credentials = {}): Promise<Workflow> {
	const chosen = { ...credentials, ...own };
	const nodes = example.nodes.map((node) => ({
		...node,
		credentials: Object.fromEntries(
			credentialTypes(node).map((type) => [type, chosen[type]] as const),
		),
	}));
	return await n8n.api('POST', '/rest/workflows', { ...example, nodes, active: false });
}

function credentialTypes({ type, parameters, credentials: asked }: ExampleNode): string[] {
	if (type === 'n8n-nodes-base.emailSend') return ['smtp'];
	if (parameters.incomingAuthentication === 'basicAuth') return ['httpBasicAuth'];
	return Object.keys(asked ?? {});
}

/** Saves an example, runs it from its trigger as the editor's button does, and waits for the end. */
export const run = async (example: Example, own?: typeof credentials): Promise<StoredExecution> =>
	await n8n.finished(await n8n.run(await save(example, own)));

/** Publishes a workflow, and waits until its triggers are there. */
export const publish = async (workflow: Workflow): Promise<void> => await n8n.publish(workflow);

export const unpublish = async (workflow: Workflow): Promise<void> => await n8n.unpublish(workflow);

/** The executions of a workflow, the latest first. */
export async function executionsOf({
	id,
}: Workflow): Promise<Array<{ id: string; status: string }>> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
	return (
		await n8n.api<{ results: Array<{ id: string; status: string }> }>(
			'GET',
			`/rest/executions?filter=${filter}`,
		)
	).results;
}

/** Everything a node put out on one of its outputs, over all its runs. */
export const itemsOf = ({ data }: StoredExecution, node: string, output = 0): IDataObject[] =>
	(data.resultData.runData[node] ?? []).flatMap((each) =>
		(each.data?.main[output] ?? []).map(({ json }) => json),
	);

/** The parameters of a node that holds a list. */
export const list = (value: unknown) => ({ parameters: { jsonOutput: JSON.stringify(value) } });

/** The parameters of an Edit Fields node that sets these texts. */
export const fieldsOf = (values: Record<string, unknown>): IDataObject => ({
	assignments: {
		assignments: Object.entries(values).map(
			([name, value]) => ({ id: name, name, value, type: 'string' }) as IDataObject,
		),
	},
	options: {},
});

/** Long headers go on in the next line. */
export const subjectOf = ({ source }: Mail): string | undefined =>
	/^Subject: (.*)\r$/m.exec(source.replaceAll('\r\n ', ' '))?.[1];

/** The mails that were sent while something was done. */
export async function mailsDuring(work: () => Promise<unknown>): Promise<Mail[]> {
	const before = mailbox.mails.length;
	await work();
	return mailbox.mails.slice(before);
}
