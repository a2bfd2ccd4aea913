import type * as z from 'zod/mini';
import { isMap } from '../helm/json';
import type { KvminiValues } from '../values/generated/kvmini-values';
import {
  type Availability,
  fieldOf,
  isTypeName,
  type TypeName,
  wordsOf,
} from '../values/kubernetes/table';
import { type Path, valueAt } from '../values/path';
import { topLevelType } from '../values/schema';
import { settings } from '../values/settings';
import { kubernetesType, typeIn } from '../values/type-at';
import type { LocatedWarning } from './warnings';

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

/** Walks values by the codes of their types. Maps of any keys hold texts and amounts alone, of which none is newer. */
class NewerFields {
  public readonly found: LocatedWarning[] = [];

  public constructor(private readonly kubernetes: number) {}

  public look(code: string, value: unknown, at: Path): void {
    if (value === undefined) return;
    if (code.endsWith('[]')) this.list(code.slice(0, -2), value, at);
    else if (code.startsWith('=')) this.word(code, value, at);
    else if (isTypeName(code)) this.fields(code, value, at);
  }

  private list(code: string, value: unknown, at: Path): void {
    if (!Array.isArray(value)) return;
    for (const [index, item] of value.entries()) this.look(code, item, [...at, index]);
  }

  private fields(type: TypeName, value: unknown, at: Path): void {
    if (!isMap(value)) return;
    for (const [name, member] of Object.entries(value)) {
      const field = fieldOf(type, name);
      if (field === undefined) continue;
      const here = [...at, name];
      if (!this.warn(here, field)) this.look(field.code, member, here);
    }
  }

  private word(code: string, value: unknown, at: Path): void {
    const word = wordsOf(code).find((one) => one.word === value);
    if (word) this.warn(at, word);
  }

  private warn(at: Path, what: Availability): boolean {
    const warning = warningOf(at, what, this.kubernetes);
    if (warning) this.found.push(warning);
    return warning !== undefined;
  }
}

/** Where types of Kubernetes stand in the values. */
interface Place {
  readonly path: readonly string[];
  readonly code: string;
}

/** The code of a type of Kubernetes, or of a list of them. */
function codeOf(type: z.ZodMiniType): string | undefined {
  const own = kubernetesType(type);
  if (own !== undefined) return own;
  const item = typeIn(type, 0);
  const ofItem = item && kubernetesType(item);
  return ofItem && `${ofItem}[]`;
}

const known = new Map<string, readonly Place[]>();

/** The places at and below a key at the top. */
function placesIn(key: string): readonly Place[] {
  const type = topLevelType(key);
  const places = known.get(key) ?? (type ? placesOf(key, type) : []);
  known.set(key, places);
  return places;
}

function placesOf(key: string, type: z.ZodMiniType): readonly Place[] {
  const all = [{ path: [key], type }, ...settings(type, [key])];
  return all.flatMap(({ path, type }) => {
    const code = codeOf(type);
    return code === undefined ? [] : [{ path, code }];
  });
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
  const newer = new NewerFields(kubernetes);
  for (const { path, code } of keys.flatMap(placesIn))
    newer.look(code, valueAt(values, path), path);
  return newer.found;
}
