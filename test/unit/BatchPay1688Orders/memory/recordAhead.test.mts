import {
	recordAhead,
	type RecordedBatch,
} from '../../../../dist/nodes/BatchPay1688Orders/memory/recordAhead.js';
import { orderId } from '../../../support/orderIds.mts';

const batchesOf = (count: number) =>
	Array.from({ length: count }, (_, n) => ({ number: n + 1, orderIds: [orderId(n)] }));

/** Hands all batches out; returns their numbers and the sizes of the portions they were recorded in. */
async function handOut(
	count: number,
	concurrency: number,
	remembered: number,
): Promise<{ numbers: number[]; portions: number[] }> {
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
		['a short run: three batches', 8, 1, 0, [3, 3, 2]],
		['no more for many calls at a time', 20, 10, 0, [3, 3, 3, 3, 3, 3, 2]],
		['no batches: nothing', 0, 1, 0, []],
		['one batch', 1, 1, 0, [1]],
		[
			'a run of which 2 % is a little more than three',
			151,
			1,
			0,
			[...Array<number>(37).fill(4), 3],
		],
		['a long run: 2 %', 500, 1, 0, Array<number>(50).fill(10)],
		['one more for each 4,000 orders the memory holds', 20, 1, 12_000, [6, 6, 6, 2]],
		['just under 4,000: none more', 4, 1, 3_999, [3, 1]],
		['a full memory: 28', 60, 1, 100_000, [28, 28, 4]],
	])('%s', async (_name, count, concurrency, remembered, expected) => {
		const { numbers, portions } = await handOut(count, concurrency, remembered);
		expect(portions).toEqual(expected);
		expect(numbers).toEqual(batchesOf(count).map(({ number }) => number));
	});

	test('hands no portion out twice, even for a concurrency that is no whole number', async () => {
		expect((await handOut(8, 1.5, 0)).numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
	});

	test('more calls at a time than a portion holds: never more than two portions ahead', async () => {
		let recorded = 0;
		const queue = recordAhead(batchesOf(30), 10, 0, async (portion) => {
			recorded += portion.length;
			return await Promise.resolve(
				portion.map((batch) => ({ ...batch, fresh: [], recorded: true })),
			);
		});
		for (let taken = 0; taken < 30; taken++) {
			expect(recorded - taken).toBeLessThanOrEqual(6);
			await queue.next();
		}
		expect(recorded).toBe(30);
		expect(await queue.next()).toEqual({ done: true, value: undefined });
	});

	test('nothing is recorded before the first batch is asked for', async () => {
		const record = jest.fn(
			async (portion: Array<Omit<RecordedBatch, 'fresh' | 'recorded'>>) =>
				await Promise.resolve(portion.map((batch) => ({ ...batch, fresh: [], recorded: false }))),
		);
		const queue = recordAhead(batchesOf(2), 1, 0, record);
		expect(record).not.toHaveBeenCalled();
		expect(await queue.next()).toEqual({
			done: false,
			value: { number: 1, orderIds: [orderId(0)], fresh: [], recorded: false },
		});
		expect(record).toHaveBeenCalledTimes(1);
	});

	test.each([
		['one at a time: from its last batch on', 1, [1, 1, 2, 2, 2, 3, 3, 3, 4]],
		['two at a time: from its last batch but one on', 2, [1, 2, 2, 2, 3, 3, 3, 4, 4]],
		['as many as a portion holds: from its first batch on', 3, [2, 2, 2, 3, 3, 3, 4, 4, 4]],
	])(
		'the next portion is recorded while the one before is being paid, %s',
		async (_name, concurrency, recordedByThen) => {
			let portions = 0;
			const queue = recordAhead(batchesOf(21), concurrency, 0, async (portion) => {
				portions++;
				return await Promise.resolve(
					portion.map((batch) => ({ ...batch, fresh: [], recorded: true })),
				);
			});
			const seen: number[] = [];
			for (let taken = 0; taken < recordedByThen.length; taken++) {
				await queue.next();
				seen.push(portions);
			}
			expect(seen).toEqual(recordedByThen);
		},
	);
});
