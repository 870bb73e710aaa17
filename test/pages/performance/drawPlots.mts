/** A line of a plot. */
export interface Line {
	name: string;
	points: Array<[x: number, y: number]>;
}

/** An axis; a logarithmic one is marked at powers of ten. */
export interface Axis {
	title: string;
	log?: boolean;
	format?: (value: number) => string;
}

/** One plot of a picture. */
export interface Plot {
	title: string;
	x: Axis;
	y: Axis;
	lines: Line[];
}

const [WIDTH, HEIGHT] = [460, 340];
const [LEFT, RIGHT, TOP, BOTTOM] = [66, 20, 64, 50];
const COLOURS = ['#0b6e4f', '#c8553d', '#4a5568'];
const SHAPES = ['', '6 3', '2 3'];

/** Draws plots side by side, as SVG. The background is white, so that it can be read on a dark page too. */
export function drawPlots(plots: Plot[]): string {
	const width = WIDTH * plots.length;
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#1a202c">
<rect width="${width}" height="${HEIGHT}" fill="#fff"/>
${plots.map((plot, index) => `<g transform="translate(${index * WIDTH} 0)">\n${draw(plot)}\n</g>`).join('\n')}
</svg>
`;
}

function draw({ title, x, y, lines }: Plot): string {
	const points = lines.flatMap((line) => line.points);
	const across = scale(
		x,
		points.map(([value]) => value),
		LEFT,
		WIDTH - RIGHT,
	);
	const up = scale(
		y,
		points.map(([, value]) => value),
		HEIGHT - BOTTOM,
		TOP,
	);
	return [
		text(WIDTH / 2, 20, title, 'middle', 'font-weight="bold"'),
		...lines.map(({ name }, index) => legend(name, index)),
		...across.ticks.map(
			(tick) =>
				`${grid(across.at(tick), TOP, across.at(tick), HEIGHT - BOTTOM)}${text(across.at(tick), HEIGHT - BOTTOM + 16, label(x, tick), 'middle')}`,
		),
		...up.ticks.map(
			(tick) =>
				`${grid(LEFT, up.at(tick), WIDTH - RIGHT, up.at(tick))}${text(LEFT - 6, up.at(tick) + 4, label(y, tick), 'end')}`,
		),
		text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, x.title, 'middle'),
		`<text transform="translate(16 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">${y.title}</text>`,
		...lines.map((line, index) => {
			const spots = line.points.map(([px, py]) => [across.at(px).toFixed(1), up.at(py).toFixed(1)]);
			const dots = spots
				.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3" fill="${COLOURS[index]}"/>`)
				.join('');
			return `${stroke(index, `<polyline points="${spots.join(' ')}"`)}${dots}`;
		}),
	].join('\n');
}

/** Where a value lies, and which values to mark. */
function scale(
	{ log }: Axis,
	values: number[],
	from: number,
	to: number,
): { at: (value: number) => number; ticks: number[] } {
	if (log) {
		const low = Math.floor(Math.log10(Math.min(...values)));
		const high = Math.ceil(Math.log10(Math.max(...values)));
		const ticks = Array.from({ length: high - low + 1 }, (_, n) => 10 ** (low + n));
		return {
			at: (value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from),
			ticks,
		};
	}
	const step = niceStep(Math.max(...values) / 4);
	const count = Math.ceil(Math.max(...values) / step);
	return {
		at: (value) => from + (value / (count * step)) * (to - from),
		ticks: Array.from({ length: count + 1 }, (_, n) => n * step),
	};
}

/** The next of 1, 2, 5 times a power of ten. */
function niceStep(least: number): number {
	const power = 10 ** Math.floor(Math.log10(least));
	return power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
}

function legend(name: string, index: number): string {
	const left = LEFT + index * 150;
	return `${stroke(index, `<line x1="${left}" y1="42" x2="${left + 24}" y2="42"`)}${text(left + 30, 46, name, 'start')}`;
}

function stroke(index: number, start: string): string {
	return `${start} fill="none" stroke="${COLOURS[index]}" stroke-width="2" stroke-dasharray="${SHAPES[index]}"/>`;
}

function grid(x1: number, y1: number, x2: number, y2: number): string {
	return `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="#e2e8f0"/>`;
}

function text(
	x: number,
	y: number,
	words: string,
	anchor: 'start' | 'middle' | 'end',
	more = '',
): string {
	return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" ${more}>${words}</text>`;
}

function label({ format }: Axis, value: number): string {
	return format ? format(value) : Number(value.toPrecision(3)).toLocaleString('en');
}
