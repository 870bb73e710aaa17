import { UserError } from 'n8n-workflow';

/** A call that only reads brought nothing to read: the message says why, the description what to do. */
export class ReadFailure extends UserError {
	/** What to do. */
	readonly next: string;

	/**
	 * @param reason What happened, in the API's words where it gave any.
	 * @param next What to do.
	 */
	constructor(reason: string, next: string) {
		super(reason);
		this.next = next;
	}
}
