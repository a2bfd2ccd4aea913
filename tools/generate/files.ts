import { interfaceFile } from './interface';
import { valuesFileSchema } from './json-schema';

/** Every generated file of the repository, by its path from the top, with what it should hold. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['src/values/kvmini-values.ts', interfaceFile()],
    ['values.schema.json', `${JSON.stringify(valuesFileSchema(), null, 2)}\n`],
  ]);
}
