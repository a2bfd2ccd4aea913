import { writeFileSync } from 'node:fs';
import { harnessConfig } from 'kvmini-contract/config';
import { documented } from 'kvmini-contract/documented';
import { profile } from 'kvmini-contract/profile';
import * as z from 'zod/mini';
import { results, runRecord } from '../src/results/schema';

const SCHEMAS = { profile, config: harnessConfig, results, run: runRecord };

/** The published JSON Schemas by the names of their files. */
export const jsonSchemas = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, schema]) => [
      `${name}.schema.json`,
      `${JSON.stringify(z.toJSONSchema(schema, { metadata: documented }), undefined, 2)}\n`,
    ]),
  );

/** Writes them to `harness/schemas`. */
export function writeSchemas(): void {
  for (const [name, text] of Object.entries(jsonSchemas())) {
    writeFileSync(new URL(`../schemas/${name}`, import.meta.url), text);
  }
}
