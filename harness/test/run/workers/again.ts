import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { FigureCollector } from '../../../src/figures/collector';
import { readRecord, readResults } from '../../../src/results/read';
import type { Results } from '../../../src/results/schema';

/** What of results follows from rows, as text: to the byte. */
export function figuresText(results: Results): string {
  const names = Object.keys(new FigureCollector().figures());
  const figures = Object.entries(results).filter(([name]) => [...names, 'workers'].includes(name));
  return JSON.stringify(figures);
}

/** The figures of a run as they are computed again from its rows. */
export async function computedAgain(folder: string): Promise<Results> {
  rmSync(join(folder, 'results.json'));
  return readResults(folder, readRecord(folder));
}
