import { DNS_LABEL, DNS_SUBDOMAIN, isQualifiedName, LABEL_VALUE } from '../../../values/formats';
import { type Check, type Finding, wrong } from '../finding';

/** A form of text, wherever it stands; what is no text is refused by the types. */
function form(expected: string, is: (text: string) => boolean): Check {
  return function* (value, at): Generator<Finding> {
    if (typeof value === 'string' && !is(value)) yield wrong('wrong-format', at, expected, value);
  };
}

/** `IsDNS1123Label` of apimachinery's validation. */
export const dnsLabel = form('a DNS label (a-z, 0-9 and "-", at most 63 characters)', (text) =>
  DNS_LABEL.test(text),
);

/** `IsDNS1123Subdomain`: what most objects may be called. */
export const isDnsSubdomain = (text: string): boolean =>
  text.length <= 253 && DNS_SUBDOMAIN.test(text);

export const dnsSubdomain = form(
  'a DNS name (a-z, 0-9, "-" and ".", at most 253 characters)',
  isDnsSubdomain,
);

/** `IsLabelKey`. */
export const labelKey = form(
  'a label key: a name of at most 63 characters, with an optional DNS prefix and "/"',
  isQualifiedName,
);

/** `IsLabelValue`. */
export const labelValue = form(
  'a label value: at most 63 of a-z, A-Z, 0-9, "-", "_" and "."',
  (text) => LABEL_VALUE.test(text),
);

/** `IsConfigMapKey`: a key of a ConfigMap or Secret. */
export const configMapKey = form(
  'a key of at most 253 of a-z, A-Z, 0-9, "-", "_" and ".", which does not begin with ".."',
  (text) =>
    text === '' ||
    (text.length <= 253 &&
      /^[-._a-zA-Z0-9]+$/.test(text) &&
      text !== '.' &&
      !text.startsWith('..')),
);

const hasBackstep = (text: string) => text.split('/').includes('..');

/** `validatePathNoBacksteps` of Kubernetes' core validation. */
export const noBacksteps = form('a path without ".."', (text) => !hasBackstep(text));

/** `validateLocalDescendingPath`. */
export const pathInside = form(
  'a path that is not absolute, without ".."',
  (text) => !text.startsWith('/') && !hasBackstep(text),
);

/** `ValidateLocalNonReservedPath`. */
export const fileInside = form(
  'a path that is not absolute, without ".." and not beginning with ".."',
  (text) => !text.startsWith('/') && !text.startsWith('..') && !hasBackstep(text),
);

/** `IsRelaxedEnvVarName`, and `IsEnvVarName` before 1.32. */
export const variableName: Check = function* (value, at) {
  if (typeof value !== 'string' || value === '') return;
  if (!/^[ -<>-~]+$/.test(value)) {
    yield wrong('wrong-format', at, 'printable ASCII characters without "="', value);
  } else if (!/^([-_a-zA-Z]|\.[-_a-zA-Z0-9])[-._a-zA-Z0-9]*$/.test(value)) {
    const expected = 'a-z, A-Z, 0-9, "-", "_" and ".", no digit first';
    yield { ...wrong('wrong-format', at, expected, value), before: 32 };
  }
};

/** What a mode of a file is: the nine bits, as a number. */
export function modeUpTo(highest: number): Check {
  const octal = `0${highest.toString(8)}`;
  return function* (value, at) {
    if (typeof value !== 'number' || (value >= 0 && value <= highest)) return;
    const meant = /^[0-7]{3,4}$/.test(String(value)) ? `; did you mean the octal 0${value}?` : '';
    yield wrong('out-of-range', at, `a mode from 0 to ${octal} (${highest})`, value, meant);
  };
}

export const fileMode = modeUpTo(0o777);
