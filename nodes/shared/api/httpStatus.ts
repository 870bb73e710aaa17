/**
 * Tells whether an HTTP status announces a complete answer (204 and 205 have none, 206 is a part).
 *
 * @param httpStatus HTTP status of the answer.
 */
export function isComplete(httpStatus: number): boolean {
	return httpStatus >= 200 && httpStatus <= 203;
}
