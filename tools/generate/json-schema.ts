import { documented } from 'kvmini-contract/documented';
import * as z from 'zod/mini';
import { valuesSchema } from '../../src/values/schema';
import { settings } from '../../src/values/settings';
import { describeTypes } from './kubernetes/describe';

/** The part of JSON Schema that the values need. */
export interface JsonSchema {
  type?: string | string[];
  description?: string;
  default?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  propertyNames?: JsonSchema;
  items?: JsonSchema;
  definitions?: Record<string, JsonSchema>;
  $ref?: string;
  pattern?: string;
  [keyword: string]: unknown;
}

/** The schema of complete values, for the interface. */
export function completeSchema(): JsonSchema {
  const root = z.toJSONSchema(valuesSchema(), {
    metadata: documented,
    target: 'draft-7',
    io: 'output',
  }) as JsonSchema;
  // What null leaves of a section is no default that a reader should see.
  for (const { path, isSection } of settings()) if (isSection) delete find(root, path).default;
  describeTypes(root);
  return root;
}

/** In place: `null` may stand where something else may. */
function allowNull(schema: JsonSchema): void {
  if (schema.$ref !== undefined) {
    schema.anyOf = [{ $ref: schema.$ref }, { type: 'null' }];
    delete schema.$ref;
    return;
  }
  if (schema.allOf) {
    schema.anyOf = [...schema.allOf, { type: 'null' }];
    delete schema.allOf;
    return;
  }
  if (schema.enum) schema.enum.push(null);
  else if (schema.anyOf) schema.anyOf.push({ type: 'null' });
  if (schema.type) schema.type = [schema.type, 'null'].flat();
}

function find(root: JsonSchema, path: readonly string[]): JsonSchema {
  return path.reduce((schema, key) => schema.properties?.[key] ?? {}, root);
}

/** The schemas that stand directly in one. */
function within({
  properties = {},
  items,
  additionalProperties,
  anyOf = [],
  allOf = [],
}: JsonSchema) {
  const rest = typeof additionalProperties === 'object' ? [additionalProperties] : [];
  return [...Object.values(properties), ...(items ? [items] : []), ...rest, ...anyOf, ...allOf];
}

/**
 * In place: below a value that is passed on as a whole, null may stand for each key that need not be there, since a later
 * layer takes a key back by it.
 */
function allowNullBelow(schema: JsonSchema): void {
  for (const inner of within(schema)) allowNullBelow(inner);
  const { properties = {}, required = [], additionalProperties } = schema;
  if (typeof additionalProperties === 'object') allowNull(additionalProperties);
  for (const [key, member] of Object.entries(properties)) {
    if (!required.includes(key)) allowNull(member);
  }
}

/**
 * `values.schema.json`: what a values file may hold, which is less than complete values.
 *
 * Nothing is required, `null` deletes what may be deleted, and `global` is shared with other charts.
 */
export function valuesFileSchema(): JsonSchema {
  const root = completeSchema();
  delete root.required;
  for (const definition of Object.values(root.definitions ?? {})) allowNullBelow(definition);
  for (const { path, type, isSection } of settings()) {
    const schema = find(root, path);
    if (!isSection) allowNullBelow(schema);
    else {
      delete schema.required;
      // A resource that has no name here may have been named in an earlier layer.
      if (typeof schema.additionalProperties === 'object') allowNull(schema.additionalProperties);
    }
    if (['default', 'optional'].includes(type._zod.def.type)) allowNull(schema);
    if (path[0] === 'global' && isSection) schema.additionalProperties = true;
  }
  return root;
}
