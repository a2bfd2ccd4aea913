import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { SCENARIOS } from '../scenarios/all';
import { type Cell, medianOff } from './results';

interface Point {
  readonly scenario: string;
  readonly tool: string;
  readonly off: number;
}

/** Scenarios in which the time to first token is a matter of reading, and not of load. */
const SHOWN = SCENARIOS.filter(({ figures }) => figures.includes('ttft'));

const pointsOf = (cells: readonly Cell[]): Point[] =>
  cells.flatMap((cell) => {
    const off = medianOff(cell, 'ttft');
    if (off === undefined || !SHOWN.includes(cell.scenario)) return [];
    return [{ scenario: cell.scenario.title, tool: cell.tool.name, off }];
  });

/** Reported minus true time to first token, by scenario, a colour a tool, a dot a server: an SVG file. */
export function picture(cells: readonly Cell[]): string {
  const { document } = parseHTML('<html><body></body></html>');
  const points = pointsOf(cells);
  const tools = [...new Set(points.map(({ tool }) => tool))];
  const plot = Plot.plot({
    document,
    width: 760,
    height: 80 + SHOWN.length * (tools.length * 11 + 8),
    marginLeft: 80,
    marginRight: 220,
    style: { background: 'white', color: '#222222', fontSize: '11px' },
    x: { type: 'symlog', label: 'time to first token, reported − true (ms) →', grid: true },
    y: { domain: tools, label: null },
    fy: { domain: SHOWN.map(({ title }) => title), label: null, padding: 0.1 },
    color: { domain: tools, scheme: 'dark2' },
    marks: [
      Plot.ruleX([0]),
      Plot.dot(points, { x: 'off', y: 'tool', fy: 'scenario', fill: 'tool', r: 3.5 }),
    ],
  });
  plot.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  plot.setAttribute('role', 'img');
  plot.setAttribute('aria-label', 'Reported minus true time to first token of each tool');
  return `${plot.outerHTML}\n`;
}
