import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { writeReport } from '../../src/report/report';
import type { ResourceRow } from '../../src/results/schema';
import { type MadeFiles, writeMadeRun } from '../figures/made-run';
import { newFolder } from '../run/runs';
import { type Element, type ReadPlot, readPlot } from './svg';

/** A report of a made run, read back. */
export interface ReadReport {
  readonly document: Pick<Element, 'querySelector' | 'querySelectorAll'>;
  /** The texts of elements. */
  readonly texts: (selector: string) => string[];
  /** A plot by its label; `undefined` where there is none. */
  readonly plot: (label: string) => ReadPlot | undefined;
}

/** Writes the report of a made run, and reads it back. */
export async function madeReport(
  files: MadeFiles = {},
  resources: readonly ResourceRow[] = [],
): Promise<ReadReport> {
  const folder = writeMadeRun(newFolder(), files);
  if (resources.length > 0) {
    const lines = resources.map((row) => `${JSON.stringify(row)}\n`).join('');
    writeFileSync(join(folder, 'resources.jsonl'), lines);
  }
  const html = readFileSync(await writeReport(folder), 'utf8');
  const { document }: Pick<ReadReport, 'document'> = parseHTML(html);
  return {
    document,
    texts: (selector) =>
      [...document.querySelectorAll(selector)].map((each) => each.textContent ?? ''),
    plot: (label) => {
      const svg = document.querySelector(`svg[aria-label="${label}"]`);
      return svg ? readPlot(svg) : undefined;
    },
  };
}
