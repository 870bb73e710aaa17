import { readFileSync } from 'node:fs';

/** Hands jest the source map that lies beside a built file; the file itself does not name it, since it is not shipped. */
export default {
	process: (code, file) => ({ code, map: readFileSync(`${file}.map`, 'utf8') }),
};
