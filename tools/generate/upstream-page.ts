import { readFileSync } from 'node:fs';
import { UPSTREAM_KEYS, type UpstreamKey } from '../../src/validation/upstream';
import { fillMarked } from '../marked';
import { markdownTable } from './markdown-table';

function row({ key, path, says = '' }: UpstreamKey): readonly string[] {
  const instead = [...(path === undefined ? [] : [`\`${path}\``]), ...(says === '' ? [] : [says])];
  return [`\`${key}\``, instead.join('; ')];
}

/** The page for those who have values of upstream's charts, with its tables as the messages have them. */
export function upstreamPage(): string {
  const head = ['There', 'Here'];
  const tables = {
    'keys of the harness': markdownTable(head, UPSTREAM_KEYS.HARNESS.map(row)),
    'keys of the parent': markdownTable(head, UPSTREAM_KEYS.PARENT.map(row)),
  };
  return Object.entries(tables).reduce(
    (text, [name, generated]) => fillMarked(text, { name, command: 'npm run generate', generated }),
    readFileSync('docs/coming-from-upstream.md', 'utf8'),
  );
}
