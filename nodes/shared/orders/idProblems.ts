/** Why something is not an order ID, and how to mend the sheet. */
export interface IdProblem {
	errorReason: string;
	advice: string;
}

const SET_AS_TEXT =
	'Set the column to plain text in the sheet, enter or export the ID again, and read the sheet again; the lost digits cannot be recovered from the number.';

/** What can be wrong with an ID. */
export const problems = {
	missing: {
		errorReason: 'There is no order ID here',
		advice:
			'Nothing was sent for it and no money moved. Fill in the ID, or point the field "Order IDs" at the column that holds it.',
	},
	rounded: {
		errorReason:
			'The ID arrived as a number too large for its last digits to be kept, so it is no longer the ID that was meant',
		advice: `Nothing was sent for it and no money moved. ${SET_AS_TEXT}`,
	},
	scientific: {
		errorReason: 'The spreadsheet has shortened the ID to scientific notation',
		advice: `Nothing was sent for it and no money moved. ${SET_AS_TEXT}`,
	},
	thousands: {
		errorReason:
			'The ID is written with thousands separators, so it cannot be told from a list of IDs',
		advice:
			'Nothing was sent for it and no money moved. Set the column to plain text without separators, and read the sheet again.',
	},
	gap: {
		errorReason: 'This looks like one ID with a gap in it',
		advice:
			'Nothing was sent for it and no money moved. Take the spaces out of the ID in the sheet; several IDs in one cell need commas between them.',
	},
	rewritten: {
		errorReason:
			'Most IDs of this list look rounded, this one too: they were numbers before they became text',
		advice: `Nothing was sent for it and no money moved. ${SET_AS_TEXT}`,
	},
	notAnId: {
		errorReason:
			'This is not an order ID: an ID has 1 to 20 digits, nothing else, and no zero in front',
		advice:
			'Nothing was sent for it and no money moved. Correct it in the sheet, or point the field "Order IDs" at the column that holds the IDs.',
	},
} satisfies Record<string, IdProblem>;
