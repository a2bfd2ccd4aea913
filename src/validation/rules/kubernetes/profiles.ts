import type { Values } from '../../../helm/json';
import type { Path } from '../../../values/path';
import { type Finding, fieldsOf, textOf, wrong } from '../finding';

const SECCOMP = 'seccomp.security.alpha.kubernetes.io';
/** What the key of an annotation begins with that names a container's AppArmor profile. */
export const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io';

const PROFILE = /^(?:unconfined|runtime\/default|docker\/default|localhost\/.*)$/;

/** What an annotation may say where a field says which profile it is; `undefined` where none does. */
function sameAs(profile: unknown): readonly string[] | undefined {
  const { type, localhostProfile } = fieldsOf(profile);
  if (type === 'Unconfined') return ['unconfined'];
  if (type === 'RuntimeDefault') return ['runtime/default', 'docker/default'];
  return type === 'Localhost' ? [`localhost/${textOf(localhostProfile)}`] : undefined;
}

/**
 * Annotations that once said which profile the pod and its container run with: they say what the fields do.
 *
 * `validateSeccompAnnotationsAndFields` and `validateAppArmorAnnotationsAndFieldsMatchOnCreate` of Kubernetes' core validation.
 */
export function* profilesInAnnotations(
  annotations: unknown,
  at: Path,
  { podSecurityContext, securityContext }: Values,
  container: string,
): Generator<Finding> {
  const [pod, own] = [fieldsOf(podSecurityContext), fieldsOf(securityContext)];
  const profiles: Readonly<Record<string, unknown>> = {
    [`${SECCOMP}/pod`]: pod.seccompProfile,
    [`container.${SECCOMP}/${container}`]: own.seccompProfile,
    [`${APP_ARMOR}/${container}`]: own.appArmorProfile ?? pod.appArmorProfile,
  };
  for (const [key, profile] of Object.entries(profiles)) {
    const said = fieldsOf(annotations)[key];
    const same = sameAs(profile);
    // What is no profile at all is another mistake.
    if (same === undefined || !PROFILE.test(textOf(said)) || same.includes(textOf(said))) continue;
    yield wrong('conflict', [...at, key], `${same[0]}, as the security context says`, said);
  }
}
