import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { compileFunction } from 'node:vm';

import type * as MemoryModule from '../../../dist/nodes/BatchPay1688Orders/memory/memory.js';
import type * as RecordAheadModule from '../../../dist/nodes/BatchPay1688Orders/memory/recordAhead.js';
import { ROOT } from '../../support/root.mts';

/** What a simulated process has in place of the real clock, chance and sleep. */
export interface Surroundings {
	now(): number;
	random(): number;
	sleep(ms: number): Promise<void>;
}

/** The built code as one process has it: its own modules, with their own queues. */
export interface BuiltModules {
	Memory: typeof MemoryModule.Memory;
	recordAhead: typeof RecordAheadModule.recordAhead;
}

/** The built package; another folder where a test needs a changed copy. */
const DIST = process.env.PANDAPON_DIST ?? join(ROOT, 'dist');

type Body = (
	require: (name: string) => unknown,
	exports: object,
	date: object,
	math: object,
) => void;
const compiled = new Map<string, Body>();

function compile(file: string): Body {
	let body = compiled.get(file);
	if (body === undefined) {
		body = compileFunction(readFileSync(file, 'utf8'), ['require', 'exports', 'Date', 'Math'], {
			// For stack traces only: under its full path Jest would count it in the coverage of dist/.
			filename: relative(DIST, file),
		}) as Body;
		compiled.set(file, body);
	}
	return body;
}

/** Loads memory, lock and recordAhead as a process of its own would. */
export function loadModules(surroundings: () => Surroundings): BuiltModules {
	const date = { now: () => surroundings().now() };
	const math = Object.assign(Object.create(Math) as typeof Math, {
		random: () => surroundings().random(),
	});
	const n8nWorkflow = {
		sleep: async (ms: number) => await surroundings().sleep(ms),
		NodeOperationError: class extends Error {
			constructor(_node: unknown, error: Error) {
				super(error.message);
			}
		},
	};
	const modules = new Map<string, object>();
	const load = (file: string): object => {
		let exports = modules.get(file);
		if (exports === undefined) {
			exports = {};
			modules.set(file, exports);
			compile(file)(
				(name) => (name.startsWith('.') ? load(`${resolve(dirname(file), name)}.js`) : n8nWorkflow),
				exports,
				date,
				math,
			);
		}
		return exports;
	};
	const folder = join(DIST, 'nodes/BatchPay1688Orders/memory');
	return { ...load(`${folder}/memory.js`), ...load(`${folder}/recordAhead.js`) } as BuiltModules;
}
