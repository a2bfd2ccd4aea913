import { EXIT } from '../errors';
import { writeReport } from '../report/report';
import { findRun } from '../results/folder';
import { findPlaces } from '../settings/places';
import { resultsFolder } from '../settings/resolve';

/** Runs `kvmini report`; resolves to its exit code. */
export async function reportCommand(run: string): Promise<number> {
  const folder = findRun(run, resultsFolder(process.env, findPlaces(process.env)));
  process.stdout.write(`${await writeReport(folder)}\n`);
  return EXIT.done;
}
