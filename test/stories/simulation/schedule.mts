import { orderIds } from '../../support/orderIds.mts';
import type { Violation } from './ledger.mts';
import { randomFrom } from './seededRandom.mts';
import { Slot, STALL_LIMIT_MS, World, type Climate, type Fate } from './world.mts';

const MOST_PROCESSES = 4;
/** A process that dies while it holds the lock stays in the queue of its modules. */
const SCHEDULES_PER_SLOT = 200;

/** How one schedule ended. */
export interface Outcome {
	seed: number;
	broken: Violation[];
	events: number;
	submissions: number;
	deaths: number;
}

/** Plays schedules one after another. */
export class Lane {
	private slots: Slot[] = [];
	private used = 0;
	private world: World | undefined;
	private seed = 0;

	/** Begins the schedule that follows from a seed. */
	begin(seed: number): void {
		if (this.used++ % SCHEDULES_PER_SLOT === 0)
			this.slots = Array.from({ length: MOST_PROCESSES }, () => new Slot());
		this.seed = seed;
		this.world = worldFrom(seed, this.slots);
	}

	/** Plays the next event; returns the outcome after the last one. */
	step(): Outcome | undefined {
		const world = this.world!;
		if (world.step()) return undefined;
		world.judge();
		const orders = new Set(world.processes.flatMap(({ run }) => run.orders));
		return {
			seed: this.seed,
			broken: world.ledger.violations,
			events: world.events,
			submissions: [...orders].reduce((sum, order) => sum + world.ledger.count(order), 0),
			deaths: world.processes.filter(({ dead }) => dead).length,
		};
	}
}

/** The schedule that follows from a seed: two to four processes with nearly the same orders, some of which ask first or only ask, and what happens to them. */
function worldFrom(seed: number, slots: Slot[]): World {
	const random = randomFrom(seed);
	const chance = (of: number) => random() < of;
	const upTo = (most: number) => Math.floor(random() * (most + 1));
	/** One process dies while it holds the lock, and the others wait for it together: chance alone would bring this about too rarely. */
	const diesInLock = chance(0.06);
	const climate: Climate = {
		latencyMs: diesInLock ? [3, 300, 3000][upTo(2)] : chance(0.05) ? 300 : chance(0.3) ? 30 : 3,
		refuses: chance(0.1) ? 0.02 : 0,
		apiRefuses: chance(0.5) ? random() : 0,
	};
	const world = new World(`workflow-${seed}`, random, climate);
	/** More than the memory is asked about at once. */
	const many = chance(0.005);
	const orders = orderIds(many ? 150 + upTo(300) : 1 + upTo(5));
	const processes = 2 + upTo(2);
	const someDie = chance(0.06);
	const someFreeze = chance(0.25);
	const someSendAgain = chance(0.15);
	const someAsk = many || chance(0.5);
	for (let n = 0; n < processes; n++) {
		const late = chance(diesInLock ? 0.05 : 0.2);
		const fate: Fate = {
			startsAt: late ? random() * 400_000 : random() * 30 * climate.latencyMs,
			frozenMs: 0,
			jumpMs: 0,
			stalledMs: 0,
		};
		if (diesInLock && n === 0) {
			fate.startsAt = 0;
			fate.diesAt = 3 + upTo(6);
		} else if (someDie && n < processes - 1 && chance(0.6)) fate.diesAt = 1 + upTo(30);
		/** At which answer something happens to it; a process that waits for a dead one gets some 200. */
		const some = () => upTo(diesInLock ? 250 : 30);
		if (someFreeze && chance(0.6)) {
			// A process may freeze and its database may stall; together they must stay below the limit.
			const all = chance(0.5) ? random() * STALL_LIMIT_MS * 0.95 : random() * 3000;
			const share = chance(0.5) ? 1 : random();
			fate.freezesAt = 1 + some();
			fate.frozenMs = all * share;
			fate.stallsAt = some();
			fate.stalledMs = all * (1 - share);
		}
		if (chance(0.03)) {
			fate.clockJumpsAt = 1 + some();
			fate.jumpMs = (random() - 0.5) * 7_200_000;
		}
		const list = chance(0.7) ? orders : orders.filter(() => chance(0.6));
		const sendsAgain = someSendAgain && chance(0.5);
		world.add(
			{
				orders: list,
				// Who sends again does not ask.
				asks: someAsk && !sendsAgain ? (['nothing', 'first', 'only'] as const)[upTo(2)] : 'nothing',
				batchSize: many ? 30 : 1 + upTo(1),
				concurrency: 1 + upTo(2),
				sendsAgain,
			},
			fate,
			slots[n],
		);
	}
	return world;
}
