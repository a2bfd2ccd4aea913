import { mismatch } from '../../issues';
import { type Check, fieldsOf, textOf, wrong } from '../finding';
import { APP_ARMOR } from './profiles';
import { pathInside } from './texts';

const MOST_BYTES = 256 * 1024;

/** How many bytes annotations are, keys and values, as the API server counts them. */
export function bytesOf(annotations: unknown): number {
  let bytes = 0;
  for (const [key, value] of Object.entries(fieldsOf(annotations))) {
    bytes += Buffer.byteLength(key) + Buffer.byteLength(textOf(value));
  }
  return bytes;
}

/** `ValidateAnnotationsSize` of apimachinery: all annotations of an object together. */
export function annotationsUpTo(own: number): Check {
  return function* (value, at) {
    const bytes = bytesOf(value) + own;
    if (bytes <= MOST_BYTES) return;
    const expected = `annotations of at most ${MOST_BYTES} bytes, keys and values together`;
    yield mismatch('out-of-range', at, expected, `${bytes}`);
  };
}

export const annotationsSize = annotationsUpTo(0);

const INTEGER = /^(?:0|[+-]?[1-9]\d{0,9})$/;

/** `ValidateSeccompProfile`, as annotations once said it. */
const seccomp: Check = function* (value, at) {
  const text = textOf(value);
  if (['runtime/default', 'docker/default', 'unconfined'].includes(text)) return;
  if (text.startsWith('localhost/')) yield* pathInside(text.slice('localhost/'.length), at);
  else yield wrong('not-allowed', at, 'runtime/default, unconfined or localhost/…', value);
};

/** `ValidateAppArmorPodAnnotations`. */
const appArmor = (containers: readonly string[]): Check =>
  function* (value, at) {
    const name = String(at.at(-1)).slice(`${APP_ARMOR}/`.length);
    if (!containers.includes(name)) {
      yield wrong('unknown-name', at, `a container's name (${containers.join(', ')})`, name);
    } else if (!/^$|^runtime\/default$|^unconfined$|^localhost\//.test(textOf(value))) {
      yield wrong('not-allowed', at, 'runtime/default, unconfined or localhost/…', value);
    }
  };

const mirror: Check = function* (value, at) {
  yield wrong('conflict', at, 'none: it is for the pods of a node itself', value);
};

/** `GetDeletionCostFromPodAnnotations`. */
const deletionCost: Check = function* (value, at) {
  const cost = INTEGER.test(textOf(value)) ? Number(value) : Number.NaN;
  // The bits are those of an integer of 32 of them.
  if ((cost | 0) !== cost) yield wrong('wrong-format', at, 'a whole number of 32 bits', value);
};

/** What is asked of an annotation that means something to Kubernetes. */
function meaningOf(key: string, containers: readonly string[]): Check | undefined {
  if (key === 'kubernetes.io/config.mirror') return mirror;
  if (key === 'controller.kubernetes.io/pod-deletion-cost') return deletionCost;
  if (/^(container\.)?seccomp\.security\.alpha\.kubernetes\.io\//.test(key)) return seccomp;
  return key.startsWith(`${APP_ARMOR}/`) ? appArmor(containers) : undefined;
}

/** `ValidatePodSpecificAnnotations`. */
export function podAnnotations(containers: readonly string[]): Check {
  return function* (value, at) {
    for (const [key, text] of Object.entries(fieldsOf(value))) {
      const check = meaningOf(key, containers);
      if (check !== undefined) yield* check(text, [...at, key]);
    }
  };
}
