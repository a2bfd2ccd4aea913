import type * as z from 'zod/mini';
import { isMap } from '../helm/json';
import type { KvminiValues } from '../values/generated/kvmini-values';
import {
  type Availability,
  fieldsOf,
  isTypeName,
  type TypeName,
  wordsOf,
} from '../values/kubernetes/table';
import type { Path } from '../values/path';
import { topLevelType } from '../values/schema';
import { kubernetesType, typeIn } from '../values/type-at';
import type { LocatedWarning } from './warnings';

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** The members of a map or list, by what leads to each. */
function members(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (isList(value)) return value.map((item, index) => [index, item]);
  return isMap(value) ? Object.entries(value) : [];
}

/** Says of a field or word that a Kubernetes of some minor version has it not, if so. */
function warningOf(at: Path, what: Availability, kubernetes: number): LocatedWarning | undefined {
  const { since, gate } = what;
  if (gate !== undefined) {
    const message = `Kubernetes takes it only where an administrator turns the feature gate ${gate} on, and drops or refuses it elsewhere`;
    return { code: 'feature-gate', at, message };
  }
  if (since === undefined || since <= kubernetes) return undefined;
  const message = `Kubernetes has it from 1.${since} on, and the manifests are for 1.${kubernetes}; if your cluster is newer, set kubeVersion or --kube-version`;
  return { code: 'newer-kubernetes', at, message };
}

function* inFields(
  type: TypeName,
  value: unknown,
  at: Path,
  kubernetes: number,
): Generator<LocatedWarning> {
  if (!isMap(value)) return;
  for (const field of fieldsOf(type)) {
    if (value[field.name] === undefined) continue;
    const here = [...at, field.name];
    const warning = warningOf(here, field, kubernetes);
    if (warning) yield warning;
    else yield* inCode(field.code, value[field.name], here, kubernetes);
  }
}

/** Walks a value by the code of its type. */
function* inCode(
  code: string,
  value: unknown,
  at: Path,
  kubernetes: number,
): Generator<LocatedWarning> {
  if (/[\]}]$/.test(code)) {
    for (const [key, member] of members(value)) {
      yield* inCode(code.slice(0, -2), member, [...at, key], kubernetes);
    }
  } else if (code.startsWith('=')) {
    const word = wordsOf(code).find((one) => one.word === value);
    const warning = word && warningOf(at, word, kubernetes);
    if (warning) yield warning;
  } else if (isTypeName(code)) yield* inFields(code, value, at, kubernetes);
}

/** Walks the values down to the types of Kubernetes. */
function* below(
  type: z.ZodMiniType,
  value: unknown,
  at: Path,
  kubernetes: number,
): Generator<LocatedWarning> {
  const name = kubernetesType(type);
  if (name !== undefined) {
    yield* inCode(name, value, at, kubernetes);
    return;
  }
  for (const [key, member] of members(value)) {
    const inner = typeof member === 'object' ? typeIn(type, key) : undefined;
    if (inner) yield* below(inner, member, [...at, key], kubernetes);
  }
}

/**
 * What a Kubernetes of some minor version has not, or only behind a feature gate.
 *
 * @param keys what the user sets at the top
 */
export function newerFields(
  keys: readonly string[],
  values: KvminiValues,
  kubernetes: number,
): readonly LocatedWarning[] {
  return keys.flatMap((key) => {
    const type = topLevelType(key);
    return type ? [...below(type, values[key as keyof KvminiValues], [key], kubernetes)] : [];
  });
}
