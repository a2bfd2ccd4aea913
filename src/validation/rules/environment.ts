import { VARIABLES } from 'kvmini-contract/pod-layout';
import type { EnvVar } from '../../values/generated/kvmini-values';
import { type LocatedIssue, notOneOf } from '../issues';
import { rule } from './rule';
import { repeated } from './volumes';

function twoSources(variables: readonly EnvVar[]): LocatedIssue[] {
  return variables.flatMap(({ value, valueFrom }, index) =>
    valueFrom === undefined || (value ?? '') === ''
      ? []
      : [
          {
            code: 'conflict',
            at: ['extraEnv', index],
            message: 'expected either value or valueFrom, found both',
          },
        ],
  );
}

/** A variable is set once: a second one of the same name would silently win. */
export const environment = rule(['extraEnv'], ({ extraEnv }) => [
  ...repeated(
    'extraEnv',
    'name',
    extraEnv.map(({ name }) => name),
    Object.values(VARIABLES),
  ),
  ...twoSources(extraEnv),
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
