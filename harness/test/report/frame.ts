import type { Element } from './svg';

/** What stands around a plot: its size, and its axes, as `label: first tick at pixel … last tick at pixel`. */
export interface Frame {
  readonly size: string;
  readonly x: string;
  readonly y: string;
  /** Which axes have lines across the plot. */
  readonly grid: string;
  /** Where a line stands for 0, in pixels. */
  readonly zero: string;
}

const all = (within: Element, selector: string): Element[] => [
  ...within.querySelectorAll(selector),
];

/** Where an element was moved to, along one axis. */
function placeOf(element: Element, name: 'x' | 'y'): number {
  const moved = element.getAttribute('transform')?.match(/-?[\d.]+/g) ?? [];
  return Math.round(Number(moved[name === 'x' ? 0 : 1]));
}

function axisOf(svg: Element, name: 'x' | 'y'): string {
  const ticks = all(svg, `[aria-label="${name}-axis tick label"] text`);
  const [label] = all(svg, `[aria-label="${name}-axis label"] text`);
  const [first, last] = [ticks[0], ticks.at(-1)].map(
    (tick) => tick && `${tick.textContent} at ${placeOf(tick, name)}`,
  );
  return `${label?.textContent ?? ''}: ${first} … ${last}`;
}

/** The line at 0: an upright one, or one that lies. */
function zeroOf(svg: Element): string {
  const rules = all(svg, '[aria-label=rule] line').map((rule) => {
    const [x1, x2, y1] = ['x1', 'x2', 'y1'].map((name) =>
      Math.round(Number(rule.getAttribute(name))),
    );
    return x1 === x2 ? `x ${x1}` : `y ${y1}`;
  });
  return rules.at(-1) ?? '';
}

/** Reads a plot's frame. */
export function readFrame(svg: Element): Frame {
  return {
    size: `${svg.getAttribute('width')} x ${svg.getAttribute('height')}`,
    x: axisOf(svg, 'x'),
    y: axisOf(svg, 'y'),
    grid: ['x', 'y'].filter((name) => all(svg, `[aria-label="${name}-grid"]`).length > 0).join(),
    zero: zeroOf(svg),
  };
}
