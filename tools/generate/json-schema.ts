import { documented } from 'kvmini-contract/documented';
import * as z from 'zod/mini';
import { valuesSchema } from '../../src/values/schema';
import { settings } from '../../src/values/settings';
import { describeTypes, kubernetesTypes } from './kubernetes/describe';

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

function allowNull(schema: JsonSchema): void {
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

/** To Kubernetes, a field that is null is absent. */
function allowNullFields({ properties = {}, required = [] }: JsonSchema): void {
  for (const [name, schema] of Object.entries(properties)) {
    if (!required.includes(name)) allowNull(schema);
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
  for (const [, type] of kubernetesTypes(root)) allowNullFields(type);
  for (const { path, type, isSection, default: fallback } of settings()) {
    const schema = find(root, path);
    if (isSection) delete schema.required;
    const kind = type._zod.def.type;
    // Where there is no default, there is nothing for null to delete.
    if (kind === 'default' || (kind === 'optional' && fallback !== undefined)) allowNull(schema);
    if (path[0] === 'global' && isSection) schema.additionalProperties = true;
  }
  return root;
}
