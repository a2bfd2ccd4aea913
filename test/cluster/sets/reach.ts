import { readFileSync } from 'node:fs';
import { fieldsOf, isTypeName, type TypeName } from '../../../src/values/kubernetes/table';
import { at, type Keys, keysOf } from './paths';

/** A part of `values.schema.json`. */
interface Schema {
  readonly $ref?: string;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** The values of Kubernetes' types in a schema, and their types; of a list, its items'. */
function* typed(schema: Schema, path = ''): Generator<readonly [path: string, type: TypeName]> {
  const type = schema.$ref?.replace('#/definitions/', '') ?? '';
  if (isTypeName(type)) yield [path, type];
  for (const one of schema.anyOf ?? []) yield* typed(one, path);
  if (schema.items) yield* typed(schema.items, path);
  for (const [key, inner] of Object.entries(schema.properties ?? {}))
    yield* typed(inner, path === '' ? key : `${path}.${key}`);
}

const ROOTS = [...typed(JSON.parse(readFileSync('values.schema.json', 'utf8')))];

const baseOf = (code: string) => code.replace(/\[\]$|\{\}$/, '');

/** A field of a type, where values have it. */
export interface UsedField {
  /** Such as `Volume.csi`. */
  readonly field: string;
  readonly keys: Keys;
}

function* fieldsIn(value: unknown, type: TypeName, keys: Keys): Generator<UsedField> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* fieldsIn(item, type, [...keys, index]);
    return;
  }
  for (const { name, code } of fieldsOf(type)) {
    const inner = at(value, [name]);
    if (inner === undefined || inner === null) continue;
    const here = [...keys, name];
    yield { field: `${type}.${name}`, keys: here };
    const base = baseOf(code);
    if (isTypeName(base)) yield* fieldsIn(inner, base, here);
  }
}

/** The fields of the generated types that appear in values. */
export function* fieldsUsed(values: unknown): Generator<UsedField> {
  for (const [path, type] of ROOTS) {
    const keys = keysOf(path);
    yield* fieldsIn(at(values, keys), type, keys);
  }
}

/** Every field that a value can have, but those that even the newest version only has behind a feature gate. */
export function allFields(): readonly string[] {
  const found = new Set<string>();
  const visit = (type: TypeName) => {
    for (const { name, code, gate } of fieldsOf(type)) {
      const field = `${type}.${name}`;
      if (gate !== undefined || found.has(field)) continue;
      found.add(field);
      const base = baseOf(code);
      if (isTypeName(base)) visit(base);
    }
  };
  for (const [, type] of ROOTS) visit(type);
  return [...found].sort();
}
