import { fieldsOf, isTypeName, type TypeName } from '../../../src/values/kubernetes/table';
import { at, type Keys, keysOf } from './paths';

/** The types that values have; of a list, its items'. */
const ROOTS: Readonly<Record<string, TypeName>> = {
  imagePullSecrets: 'LocalObjectReference',
  podSecurityContext: 'PodSecurityContext',
  securityContext: 'SecurityContext',
  tolerations: 'Toleration',
  affinity: 'Affinity',
  topologySpreadConstraints: 'TopologySpreadConstraint',
  extraEnv: 'EnvVar',
  extraEnvFrom: 'EnvFromSource',
  extraVolumes: 'Volume',
  extraVolumeMounts: 'VolumeMount',
  'rbac.rules': 'PolicyRule',
  'networkPolicy.ingressFrom': 'NetworkPolicyPeer',
};

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
  for (const [path, type] of Object.entries(ROOTS)) {
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
  for (const type of Object.values(ROOTS)) visit(type);
  return [...found].sort();
}
