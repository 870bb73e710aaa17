/** How a fact about the API is known; LABELS says what each word means. */
export type Label = 'documented' | 'seen' | 'inferred' | 'unknown';

/** The meaning of each label, as the pages in docs/ explain it. */
export const LABELS: Record<Label, string> = {
	documented: 'PandaPon or 1688 says so.',
	seen: 'an independent public client of the same software does so.',
	inferred: 'a reasoned guess.',
	unknown: 'nothing may be built on it.',
};

/** A fact, and how it is known. */
export interface Known {
	label: Label;
	text: string;
}

export const documented = (text: string): Known => ({ label: 'documented', text });
export const seen = (text: string): Known => ({ label: 'seen', text });
export const inferred = (text: string): Known => ({ label: 'inferred', text });
export const unknown = (text: string): Known => ({ label: 'unknown', text });
