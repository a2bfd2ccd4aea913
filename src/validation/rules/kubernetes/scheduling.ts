import type { Path } from '../../../values/path';
import {
  type Check,
  each,
  type Finding,
  fieldsOf,
  inside,
  needed,
  textOf,
  wrong,
} from '../finding';
import { labelKeys } from './affinity';
import { labelSelector } from './selectors';
import { labelKey, labelValue } from './texts';

const isInteger = (text: string) =>
  /^(0|-?[1-9]\d*)$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);

/** A value goes with its operator. */
function* tolerated(operator: string, value: unknown, at: Path): Generator<Finding> {
  if (operator === 'Exists' && value !== undefined && value !== '') {
    yield wrong('conflict', [...at, 'value'], 'no value, since operator is Exists', value);
  } else if (operator === '' || operator === 'Equal') yield* labelValue(value, [...at, 'value']);
  else if ((operator === 'Gt' || operator === 'Lt') && !isInteger(textOf(value))) {
    yield wrong('wrong-format', [...at, 'value'], 'a whole number of 64 bits as a string', value);
  }
}

/** `ValidateTolerations` of Kubernetes' core validation. */
const toleration: Check = function* (one, at) {
  const { key, operator, value, effect, tolerationSeconds } = fieldsOf(one);
  if (key !== '') yield* labelKey(key, [...at, 'key']);
  if (textOf(key) === '' && operator !== 'Exists') {
    const expected = 'Exists, which means every taint, since there is no key';
    yield wrong(operator ? 'conflict' : 'missing', [...at, 'operator'], expected, operator);
  }
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    const expected = 'NoExecute, since tolerationSeconds is set';
    yield wrong(effect ? 'conflict' : 'missing', [...at, 'effect'], expected, effect);
  }
  yield* tolerated(textOf(operator), value, at);
};

export const tolerations: Check = (list, at) => each(list, at, toleration);

/** What two constraints may not share. */
const kindOf = (constraint: unknown) => {
  const { topologyKey, whenUnsatisfiable } = fieldsOf(constraint);
  return JSON.stringify([topologyKey, whenUnsatisfiable]);
};

/** `ValidateSpreadConstraintNotRepeat`. */
function* repeated(list: readonly unknown[], at: Path): Generator<Finding> {
  const seen = new Map<string, number>();
  for (const [index, constraint] of list.entries()) {
    const kind = kindOf(constraint);
    const earlier = seen.get(kind);
    if (earlier === undefined) seen.set(kind, index);
    else {
      const expected = `another topologyKey or whenUnsatisfiable than those of constraint ${earlier}`;
      const { topologyKey } = fieldsOf(constraint);
      yield wrong('duplicate', [...at, index, 'topologyKey'], expected, topologyKey);
    }
  }
}

/** `validateTopologySpreadConstraints`; where there is no selector, the release's is filled in. */
const constraint: Check = function* (value, at) {
  const fields = fieldsOf(value);
  const { minDomains, whenUnsatisfiable } = fields;
  // No node has a label of another name, which hinders no pod that may be anywhere.
  if (whenUnsatisfiable === 'ScheduleAnyway') yield* needed(fields, at, 'topologyKey');
  else yield* inside(fields, at, 'topologyKey', labelKey);
  if (minDomains !== undefined && whenUnsatisfiable !== 'DoNotSchedule') {
    const expected = 'none, since whenUnsatisfiable is not DoNotSchedule';
    yield wrong('conflict', [...at, 'minDomains'], expected, minDomains);
  }
  yield* inside(fields, at, 'labelSelector', labelSelector);
  yield* labelKeys(fields, at, true);
};

export const topologySpread: Check = function* (list, at) {
  yield* each(list, at, constraint);
  if (Array.isArray(list)) yield* repeated(list, at);
};
