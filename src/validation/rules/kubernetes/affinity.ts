import type { Path } from '../../../values/path';
import {
  type Check,
  each,
  type Fields,
  type Finding,
  fieldsOf,
  inside,
  itemsOf,
  wrong,
} from '../finding';
import { labelSelector, namespaces, nodeTerm } from './selectors';
import { labelKey } from './texts';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** `ValidateNodeSelector` of Kubernetes' core validation. */
const nodeSelector: Check = function* (value, at) {
  const { nodeSelectorTerms } = fieldsOf(value);
  const here = [...at, 'nodeSelectorTerms'];
  if (Array.isArray(nodeSelectorTerms) && nodeSelectorTerms.length === 0) {
    yield wrong('missing', here, 'at least one term', nodeSelectorTerms);
  }
  yield* each(nodeSelectorTerms, here, nodeTerm(false));
};

/** `ValidatePreferredSchedulingTerms`. */
const preferredNodes: Check = (value, at) =>
  inside(fieldsOf(value), at, 'preference', nodeTerm(true));

/** The keys that a selector asks for. */
function selectedKeys(selector: unknown): readonly unknown[] {
  const { matchLabels, matchExpressions } = fieldsOf(selector);
  const expressions = itemsOf(matchExpressions).map((one) => fieldsOf(one).key);
  return [...Object.keys(fieldsOf(matchLabels)), ...expressions];
}

/**
 * Label keys whose values are taken from the pod: they need a selector that does not ask for them as well.
 *
 * `validateLabelKeys` and `ValidateMatchLabelKeysAndMismatchLabelKeys`; of a key in both, the API server's words are about the
 * pods, which a Deployment could not make then.
 */
export function* labelKeys(term: Fields, at: Path, hasSelector: boolean): Generator<Finding> {
  for (const name of ['matchLabelKeys', 'mismatchLabelKeys']) {
    const keys = itemsOf(term[name]);
    if (keys.length === 0) continue;
    yield* each(keys, [...at, name], labelKey);
    if (!hasSelector) yield wrong('conflict', [...at, name], 'none without a labelSelector', keys);
  }
  const asked = new Set([...selectedKeys(term.labelSelector), ...itemsOf(term.mismatchLabelKeys)]);
  for (const [index, key] of itemsOf(term.matchLabelKeys).entries()) {
    if (!asked.has(key)) continue;
    const expected = 'a key that neither labelSelector nor mismatchLabelKeys has';
    yield wrong('conflict', [...at, 'matchLabelKeys', index], expected, key);
  }
}

/** `validatePodAffinityTerm`. */
const podTerm: Check = function* (value, at) {
  const term = fieldsOf(value);
  yield* inside(term, at, 'labelSelector', labelSelector);
  yield* inside(term, at, 'namespaceSelector', labelSelector);
  yield* inside(term, at, 'namespaces', namespaces);
  yield* labelKeys(term, at, term.labelSelector !== undefined);
};

const weightedPods: Check = (value, at) => inside(fieldsOf(value), at, 'podAffinityTerm', podTerm);

const podAffinity: Check = function* (value, at) {
  const fields = fieldsOf(value);
  yield* each(fields[REQUIRED], [...at, REQUIRED], podTerm);
  yield* each(fields[PREFERRED], [...at, PREFERRED], weightedPods);
};

const nodeAffinity: Check = function* (value, at) {
  const fields = fieldsOf(value);
  yield* inside(fields, at, REQUIRED, nodeSelector);
  yield* each(fields[PREFERRED], [...at, PREFERRED], preferredNodes);
};

/** `validateAffinity`. */
export const affinity: Check = function* (value, at) {
  const fields = fieldsOf(value);
  yield* inside(fields, at, 'nodeAffinity', nodeAffinity);
  yield* inside(fields, at, 'podAffinity', podAffinity);
  yield* inside(fields, at, 'podAntiAffinity', podAffinity);
};
