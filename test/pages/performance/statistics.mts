/** Several measurements of the same thing. */
export interface Spread {
	median: number;
	min: number;
	max: number;
}

/** The median of the numbers, the least and the greatest. */
export function spread(numbers: number[]): Spread {
	const sorted = numbers.toSorted((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	return {
		median: (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2,
		min: sorted[0],
		max: sorted.at(-1)!,
	};
}

export const median = (numbers: number[]): number => spread(numbers).median;

/** Three significant digits, as a number: more would be noise. */
export const rounded = (value: number): number => Number(value.toPrecision(3));
