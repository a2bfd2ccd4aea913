import { gatherColumns } from '../figures/columns';
import { disagreement } from '../results/agree';
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
  const found = await readResults(folder, record);
  const columns = await gatherColumns(REPORT_COLUMNS, readRows(folder));
  const differs = disagreement(folder, found, columns.scheduled.length);
  const warnings = differs === undefined ? [] : [`${differs}; the plots are of the rows alone`];
  const results = { ...found, warnings: [...found.warnings, ...warnings] };
  const path = runFile(folder, 'report');
  replaceFile(path, reportPage(record, results, columns, await readResources(folder)));
  return path;
}
