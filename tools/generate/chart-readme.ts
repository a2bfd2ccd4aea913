import { readFileSync } from 'node:fs';
import { fillMarked } from '../marked';
import { tables } from './pages';

/** The page of the chart's own user, with every value: it goes into the packaged chart, so it links to nothing outside. */
export function chartReadme(path: string): string {
  const generated = tables().replaceAll(/^#+ /gm, '### ');
  const part = { name: 'values', command: 'npm run generate', generated };
  return fillMarked(readFileSync(path, 'utf8'), part);
}
