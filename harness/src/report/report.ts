import { runFile } from '../results/folder';
import { readRecord, readResources, readResults, readRows } from '../results/read';
import { replaceFile } from '../results/write';
import { reportPage } from './page';
import { gatherSeries } from './series';

/**
 * Writes `report.html` from a run's other files.
 *
 * @returns its path
 */
export async function writeReport(folder: string): Promise<string> {
  const record = readRecord(folder);
  const results = await readResults(folder, record);
  const series = await gatherSeries(readRows(folder));
  const path = runFile(folder, 'report');
  replaceFile(path, reportPage(record, results, series, await readResources(folder)));
  return path;
}
