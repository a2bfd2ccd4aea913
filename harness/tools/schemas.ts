import { writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { harnessConfig } from '../../src/config/config-schema';
import { profile } from '../../src/config/profile';
import { results, runRecord } from '../src/results/schema';

const SCHEMAS = { profile: profile(), config: harnessConfig, results, run: runRecord };

/** The published JSON Schemas by the names of their files. */
export const jsonSchemas = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, schema]) => [
      `${name}.schema.json`,
      `${JSON.stringify(z.toJSONSchema(schema), undefined, 2)}\n`,
    ]),
  );

/** Writes them to `harness/schemas`. */
export function writeSchemas(): void {
  for (const [name, text] of Object.entries(jsonSchemas())) {
    writeFileSync(new URL(`../schemas/${name}`, import.meta.url), text);
  }
}
