import { readFileSync } from 'node:fs';
import { readmeTableOf } from '../../src/values/schema';
import { type Setting, settings } from '../../src/values/settings';
import { fillMarked } from '../marked';
import { differencesTable } from './differences';

/** As the Helm chart's own README writes defaults: plain words bare, other strings and JSON as they are in YAML. */
function show(value: unknown): string {
  if (value === undefined) return '';
  const isWord = typeof value === 'string' && value !== '';
  return `\`${isWord ? value : JSON.stringify(value)}\``;
}

function row({ path, description, default: fallback }: Setting): string {
  return `| \`${path.join('.')}\` | ${description.replaceAll('|', '\\|')} | ${show(fallback)} |`;
}

function table([title, settings]: readonly [string, readonly Setting[]]): string {
  const rows = settings.map(row);
  return [`## ${title}`, '', '| Value | Meaning | Default |', '|---|---|---|', ...rows].join('\n');
}

/** The settings in the tables that the schema gives them, in its order. */
export function tables(): string {
  const byTitle = new Map<string, Setting[]>();
  for (const setting of settings()) {
    const title = readmeTableOf(setting.path[0] ?? '');
    if (title === undefined || setting.isSection) continue;
    byTitle.set(title, [...(byTitle.get(title) ?? []), setting]);
  }
  return [...byTitle].map(table).join('\n\n');
}

/** A page with its part between two comments as it should be. */
function page(path: string, name: string, generated: string): [string, string] {
  const part = { name, command: 'npm run generate', generated };
  return [path, fillMarked(readFileSync(path, 'utf8'), part)];
}

/** The pages with tables of the schema and of the list of differences, by their path from the top. */
export function pages(): [string, string][] {
  return [
    page('docs/values.md', 'values', tables()),
    page('docs/helm-differences.md', 'differences', differencesTable()),
  ];
}
