// npm run test:stories -- NAME [options]: plays one of the long stories; a ledger is the judge.
import { runByName } from '../support/runByName.mts';

await runByName('npm run test:stories --', {
	random: {
		about: "random lists, settings and faults on n8n's engine; --runs N, --seed N, --quiet",
		run: async () => await import('./random/randomStories.mts'),
	},
	changes: {
		about: 'random changes, settings and faults on the PandaPon node; --runs N, --seed N, --quiet',
		run: async () => await import('./changes/playChangeStories.mts'),
	},
	simulation: {
		about: 'the memory and its lock in simulated processes; --schedules N, --seed N, --only SEED',
		run: async () => await import('./simulation/simulate.mts'),
	},
	kill: {
		about: 'a real n8n killed while it pays; --kills N',
		run: async () => await import('./kill.mts'),
	},
	'at-once': {
		about: 'executions of one workflow at the same time',
		run: async () => await import('./atOnce.mts'),
	},
	load: {
		about: '100,000 orders in one run',
		run: async () => await import('./load.mts'),
	},
	'look-ups': {
		about: '10,000 orders looked up by the PandaPon node, and how much of the time is its own',
		run: async () => await import('./lookUps.mts'),
	},
});
