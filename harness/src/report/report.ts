import { gatherColumns } from '../figures/columns';
import { runFile } from '../results/folder';
import { readRecord, readResources, readResults, readRows } from '../results/read';
import { replaceFile } from '../results/write';
import { REPORT_COLUMNS, reportPage } from './page';

/**
 * Writes `report.html` from a run's other files.
 *
 * @returns its path
 */
export async function writeReport(folder: string): Promise<string> {
  const record = readRecord(folder);
  const results = await readResults(folder, record);
  const columns = await gatherColumns(REPORT_COLUMNS, readRows(folder));
  const path = runFile(folder, 'report');
  replaceFile(path, reportPage(record, results, columns, await readResources(folder)));
  return path;
}
