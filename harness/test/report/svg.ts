/** What is read of an element; the compiler is not told of browsers here. */
export interface Element {
  readonly textContent: string | null;
  readonly children: Iterable<Element>;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
}

type Place = readonly [x: number, y: number];

/** A plot read back: what it shows, in the units of its axes. */
export interface ReadPlot {
  /** Bars that are not empty, from left or from above: from, to, and height where they stand. */
  readonly bars: readonly (readonly number[])[];
  /** Lines, each with its colour. */
  readonly lines: readonly { readonly color: string; readonly points: readonly Place[] }[];
  readonly dots: readonly Place[];
  /** Heights of the lines across the plot, less the one at 0. */
  readonly rules: readonly number[];
  readonly texts: readonly string[];
  /** What stands beside the plot, from above. */
  readonly labels: readonly string[];
}

type Axis = (pixels: number) => number;

const all = (within: Element, selector: string): Element[] => [
  ...within.querySelectorAll(selector),
];
const number = (element: Element, name: string): number => Number(element.getAttribute(name));
const round = (value: number): number => Math.round(value * 1e4) / 1e4;
const numbers = (text: string | null): number[] => (text?.match(/-?[\d.]+/g) ?? []).map(Number);

/** From pixels to values, by the first and the last tick of an axis. */
function axis(svg: Element, name: 'x' | 'y'): Axis {
  const ticks = all(svg, `[aria-label="${name}-axis tick label"] text`).map((tick) => ({
    at: numbers(tick.getAttribute('transform'))[name === 'x' ? 0 : 1] ?? Number.NaN,
    value: Number(tick.textContent?.replaceAll(',', '')),
  }));
  const [first, last] = [ticks[0], ticks.at(-1)];
  if (!first || !last || first === last) return () => Number.NaN;
  const scale = (last.value - first.value) / (last.at - first.at);
  return (pixels) => round(first.value + (pixels - first.at) * scale);
}

function barsOf(svg: Element, x: Axis, y: Axis): number[][] {
  return all(svg, '[aria-label=rect] rect').flatMap((bar) => {
    const [left, top] = [number(bar, 'x'), number(bar, 'y')];
    const [width, height] = [number(bar, 'width'), number(bar, 'height')];
    return height === 0 ? [] : [[x(left), x(left + width), round(y(top) - y(top + height))]];
  });
}

function lyingBarsOf(svg: Element, x: Axis): number[][] {
  return all(svg, '[aria-label=bar] rect')
    .sort((a, b) => number(a, 'y') - number(b, 'y'))
    .map((bar) => [x(number(bar, 'x')), x(number(bar, 'x') + number(bar, 'width'))]);
}

/** The labels of the axis on the left, from above. */
function labelsOf(svg: Element): string[] {
  const from = (tick: Element) => numbers(tick.getAttribute('transform'))[1] ?? 0;
  return all(svg, '[aria-label="y-axis tick label"] text')
    .sort((a, b) => from(a) - from(b))
    .map((tick) => tick.textContent ?? '');
}

function linesOf(svg: Element, x: Axis, y: Axis): ReadPlot['lines'] {
  return all(svg, '[aria-label=line]').flatMap((group) =>
    all(group, 'path').map((path) => {
      const places = (path.getAttribute('d') ?? '').split(/[MLZ]/).filter(Boolean).map(numbers);
      return {
        color: group.getAttribute('stroke') ?? '',
        points: places.map(([at = 0, height = 0]) => [x(at), y(height)] as const),
      };
    }),
  );
}

/** Reads a plot back. */
export function readPlot(svg: Element): ReadPlot {
  const [x, y] = [axis(svg, 'x'), axis(svg, 'y')];
  return {
    bars: [...barsOf(svg, x, y), ...lyingBarsOf(svg, x)],
    lines: linesOf(svg, x, y),
    dots: all(svg, '[aria-label=dot] circle').map((dot) => [
      x(number(dot, 'cx')),
      y(number(dot, 'cy')),
    ]),
    rules: all(svg, '[aria-label=rule] line')
      .map((rule) => y(number(rule, 'y1')))
      .filter((height) => height !== 0 && !Number.isNaN(height)),
    texts: all(svg, '[aria-label=text] text').map((text) => text.textContent ?? ''),
    labels: labelsOf(svg),
  };
}
