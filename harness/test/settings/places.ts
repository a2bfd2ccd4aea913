import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Places } from '../../src/settings/places';
import { newFolder } from '../run/runs';

/** Folders of a pod, with files given by their paths below `home`, `data` and `mounted`. */
export function placesWith(files: Record<string, unknown>): Places {
  const root = newFolder();
  for (const [path, content] of Object.entries({ 'own/standard.yaml': {}, ...files })) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? content : stringify(content));
  }
  const at = (name: string) => join(root, name);
  return { home: at('home'), data: at('data'), mounted: at('mounted'), own: at('own') };
}

/** What an attempt throws. */
export function messageOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('Nothing was thrown');
}
