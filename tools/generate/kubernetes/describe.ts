import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isTypeName } from '../../../src/values/kubernetes/table';
import type { JsonSchema } from '../json-schema';
import { allTypes, type Facts } from './extracted';

interface Descriptions {
  readonly types: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
}

const FILE = 'tools/generate/kubernetes/descriptions.yaml';

function need(text: string | undefined, what: string): string {
  if (text === undefined) throw new Error(`${FILE} has no sentence for ${what}`);
  return text;
}

/** The definitions of a schema that are types of Kubernetes. */
export function kubernetesTypes({ definitions = {} }: JsonSchema): [string, JsonSchema][] {
  return Object.entries(definitions).filter(([name]) => isTypeName(name));
}

/** From when on Kubernetes has a field, where it has not always had it. */
function availability({ since, gate }: Facts = {}): string {
  if (gate !== undefined) return `; behind the feature gate ${gate}`;
  return since === undefined ? '' : `; from Kubernetes ${since} on`;
}

/** Beside a reference, nothing counts: it goes into a list of one. */
function describe(schema: JsonSchema, description: string): JsonSchema {
  const { $ref, ...rest } = schema;
  return $ref === undefined
    ? { description, ...rest }
    : { description, ...rest, allOf: [{ $ref }] };
}

/** Gives the types of Kubernetes, and their fields, the sentences of `descriptions.yaml`. */
export function describeTypes(root: JsonSchema): void {
  const { types, fields } = parse(readFileSync(FILE, 'utf8')) as Descriptions;
  const { facts } = allTypes();
  for (const [type, schema] of kubernetesTypes(root)) {
    schema.description = need(types[type], type);
    const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => {
      const path = `${type}.${name}`;
      const sentence = need(fields[path] ?? fields[name], path);
      return [name, describe(property, `${sentence}${availability(facts[path])}`)];
    });
    schema.properties = Object.fromEntries(properties);
  }
}
