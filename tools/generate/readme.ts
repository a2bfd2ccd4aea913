import { readFileSync } from 'node:fs';
import { readmeTableOf } from '../../src/values/schema';
import { type Setting, settings } from '../../src/values/settings';
import { fillMarked } from '../marked';
import { differencesTable } from './differences';

/** As the chart's README writes defaults: plain words bare, other strings and JSON as they are in YAML. */
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
  return [`### ${title}`, '', '| Value | Meaning | Default |', '|---|---|---|', ...rows].join('\n');
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

/** The README with its tables as the schema and the list of differences have them. */
export function readme(): string {
  const text = readFileSync('README.md', 'utf8');
  const command = 'npm run generate';
  const withValues = fillMarked(text, { name: 'values', command, generated: tables() });
  return fillMarked(withValues, { name: 'differences', command, generated: differencesTable() });
}
