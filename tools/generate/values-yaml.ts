import type { Documented } from 'kvmini-contract/documented';
import { Document, isMap, isScalar, type Pair, type YAMLMap } from 'yaml';
import { type Setting, settings } from '../../src/values/settings';
import { schemaDefaults } from './default-values';

const HEADER = ` yaml-language-server: $schema=values.schema.json

 Values of the kvmini chart with their defaults. Change what you need in a copy of this file; what you leave out keeps its
 default. (In the repository, \`npm run generate\` writes it from src/values/schema.ts.)`;

/** The words a setting may be, where it is one of a few. */
function words({ type }: Setting): string {
  const { entries } = type._zod.def as { entries?: Readonly<Record<string, string>> };
  return entries ? ` (one of ${Object.values(entries).join(', ')})` : '';
}

const comment = (setting: Setting) => ` -- ${setting.description}${words(setting)}`;

function pairAt(document: Document, path: readonly string[]): Pair | undefined {
  const parent = document.getIn(path.slice(0, -1), true) as YAMLMap;
  return parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
}

function addBefore(node: { commentBefore?: string | null | undefined }, text: string): void {
  node.commentBefore = node.commentBefore ? `${node.commentBefore}\n${text}` : text;
}

/** Shows a setting that has no default as a comment behind its section's last key. */
function showUnset(document: Document, setting: Setting & Documented): void {
  const section = document.getIn(setting.path.slice(0, -1), true);
  if (!isMap(section)) throw new Error(`${setting.path.join('.')} has no section`);
  const text = `${comment(setting)}\n ${setting.path.at(-1)}:`;
  section.comment = section.comment ? `${section.comment}\n${text}` : text;
}

/** The chart's `values.yaml`: every default under a comment that says what it is for. */
export function valuesYaml(): string {
  const defaults = schemaDefaults();
  const document = new Document(defaults, { version: '1.1', aliasDuplicateObjects: false });
  const [first] = Object.keys(defaults);
  for (const setting of settings()) {
    const key = pairAt(document, setting.path)?.key;
    if (!isScalar(key)) {
      showUnset(document, setting);
      continue;
    }
    addBefore(key, comment(setting));
    // The header's own blank line comes before the first key.
    if (setting.path.length === 1 && setting.path[0] !== first) key.spaceBefore = true;
  }
  document.commentBefore = HEADER;
  return document.toString({ lineWidth: 0 });
}
