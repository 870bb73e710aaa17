/** Why something is not an order ID, and how to mend the sheet. */
export interface IdProblem {
	errorReason: string;
	advice: string;
}

const SET_AS_TEXT = 'Set the column to plain text in the sheet, and enter the ID again.';

/** What can be wrong with an ID. */
export const problems = {
	missing: {
		errorReason: 'There is no order ID here',
		advice: 'Fill in the ID, or point "Order IDs" at the right column.',
	},
	rounded: {
		errorReason: 'The ID came as a number and has lost its last digits',
		advice: SET_AS_TEXT,
	},
	scientific: {
		errorReason: 'The spreadsheet shortened the ID to scientific notation',
		advice: SET_AS_TEXT,
	},
	thousands: {
		errorReason: 'The ID has thousands separators, like a list of IDs',
		advice: 'Set the column to plain text without separators.',
	},
	gap: {
		errorReason: 'This looks like one ID with a gap in it',
		advice: 'Take the spaces out; put commas between several IDs.',
	},
	rewritten: {
		errorReason: 'Rounded before it became text, like most of this list',
		advice: SET_AS_TEXT,
	},
	notAnId: {
		errorReason: 'Not an order ID: 1 to 20 digits, no zero in front',
		advice: 'Correct it, or point "Order IDs" at the column with the IDs.',
	},
} satisfies Record<string, IdProblem>;

/**
 * For an item without an ID, one of whose columns has a byte-order mark in front of its name: the mark cannot be seen, and a
 * field that names the column without it finds nothing.
 *
 * @param column The column's name, without the mark.
 */
export function hiddenMark(column: string): IdProblem {
	// Reasons stand in mails and pages, where somebody else's `<!--` would hide what follows.
	const name = column.replace(/[<>]/g, '');
	return {
		errorReason: `No order ID: the name of column "${name}" begins with a hidden mark`,
		advice: 'In "Extract from File", add "Exclude Byte Order Mark (BOM)".',
	};
}
