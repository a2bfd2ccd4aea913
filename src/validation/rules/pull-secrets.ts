import type { KvminiValues } from '../../values/generated/kvmini-values';
import type { Path } from '../../values/path';
import type { LocatedWarning } from '../warnings';
import { isDnsSubdomain } from './kubernetes/texts';
import { warningRule } from './rule';

type Secrets = KvminiValues['imagePullSecrets'] | KvminiValues['global']['imagePullSecrets'];

function unnamed(secrets: Secrets, at: Path): readonly LocatedWarning[] {
  const message =
    'no Secret can have this name, so the kubelet passes over it and pulls the image without';
  return secrets.flatMap((secret, index): LocatedWarning[] => {
    const name = typeof secret === 'string' ? secret : (secret.name ?? '');
    if (isDnsSubdomain(name)) return [];
    return [{ code: 'may-fail', at: [...at, index], message }];
  });
}

/** The API server takes any name, and so does the kubelet, which tells it in an event. */
export const pullSecrets = warningRule(
  ['imagePullSecrets', 'global'],
  ({ imagePullSecrets, global }) => [
    ...unnamed(imagePullSecrets, ['imagePullSecrets']),
    ...unnamed(global.imagePullSecrets, ['global', 'imagePullSecrets']),
  ],
);
