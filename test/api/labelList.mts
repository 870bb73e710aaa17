import { LABELS } from './knowledge.mts';

/** The labels and what each means, as a Markdown list. */
export function labelList(): string {
	return Object.entries(LABELS)
		.map(([label, meaning]) => `- **${label}**: ${meaning}`)
		.join('\n');
}
