import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { LAYOUTS, type Layout, type ManyRow } from './many';
import { pairs } from './tables';

const COLOURS: Readonly<Record<Layout, string>> = {
  'one chart': '#2563eb',
  'a chart each': '#dc2626',
  'a chart each, a file per resource': '#b45309',
};

interface Point {
  readonly layout: Layout;
  readonly number: number;
  readonly each: number;
  readonly isBare: boolean;
}

function pointsOf(many: readonly ManyRow[]): Point[] {
  return LAYOUTS.flatMap((layout) =>
    pairs(many, layout)
      .flatMap(({ harness, bare }) => [harness, bare])
      .map(({ number, total, what }) => ({
        layout,
        number,
        each: total / number,
        isBare: what === 'bare',
      })),
  );
}

function marks(points: readonly Point[]) {
  const harness = points.filter(({ isBare }) => !isBare);
  const bare = points.filter(({ isBare }) => isBare);
  const at = { x: 'number', y: 'each', stroke: 'layout' } as const;
  return [
    Plot.line(bare, { ...at, strokeDasharray: '3 4' }),
    Plot.line(harness, { ...at, strokeWidth: 2, marker: 'dot' }),
    Plot.text(
      harness,
      Plot.selectLast({ x: 'number', y: 'each', text: 'layout', fill: 'layout', ...BESIDE }),
    ),
  ];
}

const BESIDE = { textAnchor: 'start', dx: 8 } as const;

/**
 * Milliseconds a harness over the number of harnesses, as an SVG file.
 *
 * A line for each layout, and a dotted one for the same objects without the library.
 */
export function picture(many: readonly ManyRow[]): string {
  const { document } = parseHTML('<html><body></body></html>');
  const plot = Plot.plot({
    document,
    width: 760,
    height: 380,
    marginLeft: 50,
    marginRight: 220,
    style: { background: 'white', color: '#222222', fontSize: '12px' },
    x: { type: 'log', label: 'harnesses in the app', tickFormat: ',' },
    y: { type: 'log', label: 'ms a harness', grid: true, tickFormat: '~g' },
    color: { domain: [...LAYOUTS], range: LAYOUTS.map((layout) => COLOURS[layout]) },
    marks: marks(pointsOf(many)),
  });
  plot.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  plot.setAttribute('role', 'img');
  plot.setAttribute('aria-label', 'Milliseconds a harness over the number of harnesses in an app');
  return `${plot.outerHTML}\n`;
}
