import { recordAhead, type RecordedBatch } from '../../../dist/nodes/BatchPay1688Orders/recordAhead.js';

const batchesOf = (count: number) => Array.from({ length: count }, (_, n) => ({ number: n + 1, orderIds: [`${n}`] }));

/** Hands all batches out; returns their numbers, and the sizes of the portions they were recorded in. */
async function handOut(count: number, concurrency: number, remembered: number): Promise<{ numbers: number[]; portions: number[] }> {
	const portions: number[] = [];
	const recorded = new Set<number>();
	const record = async (portion: Array<Omit<RecordedBatch, 'fresh' | 'recorded'>>) => {
		portions.push(portion.length);
		await Promise.resolve();
		for (const { number } of portion) recorded.add(number);
		return portion.map((batch) => ({ ...batch, fresh: batch.orderIds, recorded: true }));
	};
	const numbers: number[] = [];
	for await (const { number } of recordAhead(batchesOf(count), concurrency, remembered, record)) {
		expect(recorded).toContain(number);
		numbers.push(number);
	}
	return { numbers, portions };
}

describe('recordAhead', () => {
	test.each([
		['a short run: three batches', 7, 1, 0, [3, 3, 1]],
		['as many as are under way at once', 10, 5, 0, [5, 5]],
		['a long run: 2 %', 500, 1, 0, Array<number>(50).fill(10)],
		['one more for each 7,000 orders the memory holds', 20, 1, 14_000, [5, 5, 5, 5]],
		['hardly any: none more', 4, 1, 6_999, [3, 1]],
		['a full memory: 17', 40, 1, 100_000, [17, 17, 6]],
	])('%s', async (_name, count, concurrency, remembered, expected) => {
		const { numbers, portions } = await handOut(count, concurrency, remembered);
		expect(portions).toEqual(expected);
		expect(numbers).toEqual(batchesOf(count).map(({ number }) => number));
	});

	test('the next portion is recorded while the first is being paid, and none before its turn', async () => {
		const portions: number[] = [];
		const queue = recordAhead(batchesOf(12), 1, 0, async (portion) => {
			portions.push(portion[0].number);
			return await Promise.resolve(portion.map((batch) => ({ ...batch, fresh: [], recorded: true })));
		});
		await queue.next();
		expect(portions).toEqual([1, 4]);
		for (let taken = 1; taken < 3; taken++) await queue.next();
		expect(portions).toEqual([1, 4]);
		await queue.next();
		expect(portions).toEqual([1, 4, 7]);
	});
});
