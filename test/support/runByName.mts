/** A program, and one line about it. */
export interface Program {
	about: string;
	run: () => Promise<unknown>;
}

/**
 * Runs the program that the first argument names; it finds its own arguments in their usual place. Without a known name, lists the
 * programs and ends with exit code 1.
 *
 * @param command How to call this, for the list.
 */
export async function runByName(command: string, programs: Record<string, Program>): Promise<void> {
	const [name] = process.argv.splice(2, 1);
	if (name !== undefined && Object.hasOwn(programs, name)) {
		await programs[name].run();
		return;
	}
	if (name !== undefined) console.error(`There is no "${name}".`);
	console.error(`${command} NAME, where NAME is one of:`);
	for (const [each, { about }] of Object.entries(programs))
		console.error(`  ${each.padEnd(13)}${about}`);
	process.exitCode = 1;
}
