import { readFileSync } from 'node:fs';
import { type Setting, settings } from '../../src/values/settings';
import { fillMarked } from '../marked';
import { differencesTable } from './differences';

/** The README's tables, by title: which top-level keys each one describes. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  'Core values': ['enabled', 'nameOverride', 'fullnameOverride', 'replicaCount'],
  'Image configuration': ['image', 'imagePullSecrets'],
  Resources: ['resources'],
  Persistence: ['persistence'],
  'Service account': ['serviceAccount'],
  RBAC: ['rbac'],
  Service: ['service'],
  'Benchmark configuration': ['benchmark'],
  'Global configuration': ['global'],
  Monitoring: ['monitoring'],
  'Network policy and disruption budget': ['networkPolicy', 'podDisruptionBudget'],
  'Pod and scheduling': [
    'podAnnotations',
    'podLabels',
    'podSecurityContext',
    'securityContext',
    'nodeSelector',
    'tolerations',
    'affinity',
    'topologySpreadConstraints',
    'priorityClassName',
  ],
  'Extra variables and volumes': ['extraEnv', 'extraEnvFrom', 'extraVolumes', 'extraVolumeMounts'],
};

/** As the chart's README writes defaults: plain words bare, other strings and JSON as they are in YAML. */
function show(value: unknown): string {
  if (value === undefined) return '';
  const isWord = typeof value === 'string' && value !== '';
  return `\`${isWord ? value : JSON.stringify(value)}\``;
}

function row({ path, description, default: fallback }: Setting): string {
  return `| \`${path.join('.')}\` | ${description.replaceAll('|', '\\|')} | ${show(fallback)} |`;
}

function table(title: string, keys: readonly string[], all: readonly Setting[]): string {
  const rows = keys.flatMap((key) => all.filter(({ path }) => path[0] === key).map(row));
  return [`### ${title}`, '', '| Value | Meaning | Default |', '|---|---|---|', ...rows].join('\n');
}

function tables(): string {
  const all = [...settings()].filter(({ isSection }) => !isSection);
  const listed = Object.values(TABLES).flat();
  const missing = all.filter(({ path }) => !listed.includes(path[0] ?? ''));
  if (missing.length > 0) {
    throw new Error(`readme.ts has no table for ${missing.map(({ path }) => path.join('.'))}`);
  }
  return Object.entries(TABLES)
    .map(([title, keys]) => table(title, keys, all))
    .join('\n\n');
}

/** The README with its tables as the schema and the list of differences have them. */
export function readme(): string {
  const text = readFileSync('README.md', 'utf8');
  const command = 'npm run generate';
  const withValues = fillMarked(text, { name: 'values', command, generated: tables() });
  return fillMarked(withValues, { name: 'differences', command, generated: differencesTable() });
}
