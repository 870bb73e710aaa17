import { readFileSync } from 'node:fs';

/** Gives jest the source map next to a built file, which does not name it: the map is not shipped. */
export default {
	process: (code, file) => ({ code, map: readFileSync(`${file}.map`, 'utf8') }),
};
