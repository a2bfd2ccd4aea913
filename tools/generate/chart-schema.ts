import { TEXTS_OF_DIGITS } from '../../src/validation/digits';
import { settings } from '../../src/values/settings';
import { type JsonSchema, valuesFileSchema } from './json-schema';

/** The schema at a path; the generator has made all that lead there. */
function at(root: JsonSchema, path: readonly (string | number)[]): JsonSchema {
  const schema = path.reduce<JsonSchema | undefined>(
    (above, key) => above?.properties?.[key],
    root,
  );
  if (schema === undefined) throw new Error(`no schema of ${path.join('.')}`);
  return schema;
}

/** What must be there once the values lie over the defaults: a null has deleted what is not. */
function requireSettings(root: JsonSchema): void {
  for (const { path, type } of settings()) {
    if (['default', 'optional'].includes(type._zod.def.type)) continue;
    const section = at(root, path.slice(0, -1));
    section.required = [...(section.required ?? []), String(path.at(-1))];
  }
}

/** An integer of `--set` stands for its digits; that of a file is a float to Helm, which no schema can tell, and a template refuses. */
function allowDigits(root: JsonSchema): void {
  for (const path of TEXTS_OF_DIGITS) {
    const text = at(root, path);
    text.type = [...[text.type ?? []].flat(), 'integer'];
    text.minimum = 0;
  }
}

/** The chart's own `values.schema.json`, by which Helm checks the user's values over the defaults. */
export function chartSchema(): JsonSchema {
  const root = valuesFileSchema();
  requireSettings(root);
  allowDigits(root);
  return root;
}
