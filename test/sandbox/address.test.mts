import { startSandbox } from '../support/engine/sandboxWith.mts';
import { post } from './callSandbox.mts';

const ADDRESS = '/open/address/addOrUpdate';
const HOME = { name: '王小明', phone: '1', address: '机场路 1 号' };

test('an address without an ID is a new one, with an ID it is changed; the answer has no data', async () => {
	const sandbox = await startSandbox();
	const { addresses } = sandbox.account;
	expect(await post(sandbox, ADDRESS, HOME)).not.toHaveProperty('data');
	await post(sandbox, ADDRESS, { ...HOME, city: '广州市' });
	await post(sandbox, ADDRESS, { ...HOME, id: 1, name: '李雷' });
	expect([...addresses]).toEqual([
		['1', { ...HOME, name: '李雷' }],
		['2', { ...HOME, city: '广州市' }],
	]);
	expect((await post(sandbox, ADDRESS, { ...HOME, id: 3 })).code).toBe(404);
	expect(addresses.size).toBe(2);
});

test.each<[object, RegExp]>([
	[{ ...HOME, phone: 1 }, /^phone must be text/],
	[{ ...HOME, name: undefined }, /^name is missing/],
	[{ ...HOME, id: '1' }, /^id must be/],
])('%j is refused', async (body, msg) => {
	const sandbox = await startSandbox();
	expect(await post(sandbox, ADDRESS, body)).toMatchObject({
		code: 400,
		msg: expect.stringMatching(msg) as string,
	});
	expect(sandbox.account.addresses.size).toBe(0);
});
