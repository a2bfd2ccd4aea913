import type { Path } from '../../../values/path';
import { mismatch } from '../../issues';
import {
  type Check,
  type Fields,
  type Finding,
  fieldsOf,
  inside,
  itemsOf,
  textOf,
  withoutIts,
  wrong,
} from '../finding';
import { dnsSubdomain, pathInside } from './texts';

/** `validateSeccompProfileField` and `ValidateAppArmorProfileField` of Kubernetes' core validation. */
function profile(checkFile: Check): Check {
  return function* (value, at) {
    const fields = fieldsOf(value);
    const { type, localhostProfile } = fields;
    if (type === 'Localhost') {
      if (localhostProfile === undefined) {
        const expected = 'a file of the node, since type is Localhost';
        yield wrong('missing', [...at, 'localhostProfile'], expected, localhostProfile);
      } else yield* checkFile(localhostProfile, [...at, 'localhostProfile']);
    } else if (type !== undefined) {
      yield* withoutIts(fields, at, 'localhostProfile', `since type is ${textOf(type)}`);
    }
  };
}

const seccompProfile = profile(pathInside);

const appArmorProfile = profile(function* (value, at) {
  if (value === '') yield wrong('missing', at, 'a name, since type is Localhost', value);
  else if (textOf(value).trim() !== value || textOf(value).length > 4095) {
    const expected = 'a name of at most 4095 characters, without blanks around it';
    yield wrong('wrong-format', at, expected, value);
  }
});

/** Of `validateWindowsSecurityContextOptions`, what is not about Windows' own names. */
const windowsOptions: Check = function* (value, at) {
  const fields = fieldsOf(value);
  yield* inside(fields, at, 'gmsaCredentialSpecName', dnsSubdomain);
  if (fields.gmsaCredentialSpec === '')
    yield wrong('wrong-format', [...at, 'gmsaCredentialSpec'], 'a text that is not empty', '');
};

function* shared(fields: Fields, at: Path): Generator<Finding> {
  yield* inside(fields, at, 'seccompProfile', seccompProfile);
  yield* inside(fields, at, 'appArmorProfile', appArmorProfile);
  yield* inside(fields, at, 'windowsOptions', windowsOptions);
}

const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;

/** `validateSysctls`: names of at most 253 characters, each once. */
const sysctls: Check = function* (list, at) {
  const seen = new Set<unknown>();
  for (const [index, item] of itemsOf(list).entries()) {
    const { name } = fieldsOf(item);
    const here = [...at, index, 'name'];
    if (typeof name !== 'string') continue;
    if (name === '') yield wrong('missing', here, 'the name of a sysctl', name);
    else if (name.length > 253 || !SYSCTL.test(name)) {
      yield wrong('wrong-format', here, 'the name of a sysctl, such as net.core.somaxconn', name);
    } else if (seen.has(name)) yield wrong('duplicate', here, 'each sysctl once', name);
    seen.add(name);
  }
};

/** `validatePodSpecSecurityContext`. */
export const podSecurity: Check = function* (value, at) {
  const fields = fieldsOf(value);
  yield* shared(fields, at);
  yield* inside(fields, at, 'sysctls', sysctls);
};

/** The one spelling that the API server looks for: it takes `SYS_ADMIN`, which Kubernetes' own docs write. */
const SYS_ADMIN = 'CAP_SYS_ADMIN';

/** Why a container must be let gain privileges, if so. */
function gains({ privileged, capabilities }: Fields): string | undefined {
  if (privileged === true) return 'privileged is set';
  const added = itemsOf(fieldsOf(capabilities).add);
  return added.includes(SYS_ADMIN) ? `${SYS_ADMIN} is added` : undefined;
}

/** `ValidateSecurityContext`. */
export const containerSecurity: Check = function* (value, at) {
  const fields = fieldsOf(value);
  yield* shared(fields, at);
  const why = gains(fields);
  const { allowPrivilegeEscalation } = fields;
  if (allowPrivilegeEscalation === false && why !== undefined) {
    const here = [...at, 'allowPrivilegeEscalation'];
    yield mismatch('conflict', here, `true, since ${why}`, 'false');
  }
  if (fields.procMount === 'Unmasked') {
    const expected = 'Default, since Unmasked needs hostUsers: false in the pod';
    yield wrong('conflict', [...at, 'procMount'], expected, fields.procMount);
  }
};
