import { VARIABLES } from 'kvmini-contract/pod-layout';
import type { EnvVar } from '../../values/generated/kvmini-values';
import { type LocatedIssue, mismatch, notOneOf } from '../issues';
import { rule } from './rule';
import { repeated } from './volumes';

/** A variable has a value or one source of it. */
function sources({ value, valueFrom }: EnvVar, index: number): LocatedIssue[] {
  if (valueFrom === undefined) return [];
  const at = ['extraEnv', index];
  if ((value ?? '') !== '') {
    return [{ code: 'conflict', at, message: 'expected either value or valueFrom, found both' }];
  }
  const kinds = Object.keys(valueFrom);
  if (kinds.length === 1) return [];
  const found = kinds.join(' and ') || 'none';
  const code = kinds.length === 0 ? 'missing' : 'conflict';
  const expected = 'one source, such as secretKeyRef';
  return [mismatch(code, [...at, 'valueFrom'], expected, found)];
}

/** A variable is set once: a second one of the same name would silently win. */
export const environment = rule(['extraEnv'], ({ extraEnv }) => [
  ...repeated(
    'extraEnv',
    'name',
    extraEnv.map(({ name }) => name),
    Object.values(VARIABLES),
  ),
  ...extraEnv.flatMap(sources),
]);

/** A source of variables names exactly one ConfigMap or Secret. */
export const environmentSources = rule(['extraEnvFrom'], ({ extraEnvFrom }) =>
  extraEnvFrom.flatMap(({ configMapRef, secretRef }, index) =>
    notOneOf(['extraEnvFrom', index], {
      configMapRef: configMapRef !== undefined,
      secretRef: secretRef !== undefined,
    }),
  ),
);
