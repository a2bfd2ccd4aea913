import { VARIABLES } from 'kvmini-contract/pod-layout';
import { rule } from './rule';
import { repeated } from './volumes';

/** A variable is set once: a second one of the same name would silently win. */
export const environment = rule(['extraEnv'], ({ extraEnv }) =>
  repeated(
    'extraEnv',
    'name',
    extraEnv.map(({ name }) => name),
    Object.values(VARIABLES),
  ),
);
