import type { Path } from '../../../values/path';
import {
  type Check,
  each,
  type Fields,
  type Finding,
  fieldsOf,
  inside,
  itemsOf,
  textOf,
  withoutIts,
  wrong,
} from '../finding';
import { dnsLabel, dnsSubdomain, labelKey, labelValue } from './texts';

/** How many values each operator of a requirement takes. */
const VALUES: Readonly<Record<string, 'some' | 'none' | 'one'>> = {
  In: 'some',
  NotIn: 'some',
  Exists: 'none',
  DoesNotExist: 'none',
  Gt: 'one',
  Lt: 'one',
};

/** Values that are as many as an operator takes. */
function* values(requirement: Fields, at: Path, operator: string): Generator<Finding> {
  const { length } = itemsOf(requirement.values);
  const takes = VALUES[operator];
  if (takes === 'none' && length > 0) {
    yield* withoutIts(requirement, at, 'values', `since operator is ${operator}`);
  } else if ((takes === 'some' && length === 0) || (takes === 'one' && length !== 1)) {
    const many = takes === 'one' ? 'one value' : 'at least one value';
    const code = length === 0 ? 'missing' : 'conflict';
    const expected = `${many}, since operator is ${operator}`;
    yield wrong(code, [...at, 'values'], expected, requirement.values);
  }
}

/** One of the operators, with its values. */
function* operatorAndValues(
  requirement: Fields,
  at: Path,
  operators: readonly string[],
): Generator<Finding> {
  const { operator } = requirement;
  if (operators.includes(textOf(operator))) yield* values(requirement, at, textOf(operator));
  else {
    const code = operator === undefined ? 'missing' : 'not-allowed';
    yield wrong(code, [...at, 'operator'], `one of ${operators.join(', ')}`, operator);
  }
}

const LABEL_OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** `ValidateLabelSelectorRequirement` of apimachinery's meta/v1 validation. */
const labelRequirement: Check = function* (value, at) {
  const requirement = fieldsOf(value);
  yield* operatorAndValues(requirement, at, LABEL_OPERATORS);
  yield* inside(requirement, at, 'key', labelKey);
  yield* each(requirement.values, [...at, 'values'], labelValue);
};

/** `ValidateLabelSelector`; its matchLabels are checked by their type. */
export const labelSelector: Check = (value, at) =>
  each(fieldsOf(value).matchExpressions, [...at, 'matchExpressions'], labelRequirement);

/** What no label of a node can be, which Kubernetes refuses from 1.32 on; before, no node has it. */
const nodeLabelValue: Check = function* (value, at) {
  for (const finding of labelValue(value, at)) yield { ...finding, since: 32 };
};

/** `ValidateNodeSelectorRequirement` of the core validation; what is only preferred may have any values. */
function nodeRequirement(isPreferred: boolean): Check {
  return function* (value, at) {
    const requirement = fieldsOf(value);
    yield* operatorAndValues(requirement, at, Object.keys(VALUES));
    yield* inside(requirement, at, 'key', labelKey);
    if (!isPreferred) yield* each(requirement.values, [...at, 'values'], nodeLabelValue);
  };
}

/** `ValidateNodeFieldSelectorRequirement`: the only field is the node's name, and it has one. */
const nodeField: Check = function* (value, at) {
  const { key, operator, values } = fieldsOf(value);
  if (operator !== 'In' && operator !== 'NotIn') {
    yield wrong('not-allowed', [...at, 'operator'], 'In or NotIn', operator);
  } else if (itemsOf(values).length !== 1) {
    yield wrong('conflict', [...at, 'values'], 'one value', values);
  }
  if (key !== 'metadata.name') yield wrong('not-allowed', [...at, 'key'], 'metadata.name', key);
  else yield* each(values, [...at, 'values'], dnsSubdomain);
};

/** `ValidateNodeSelectorTerm`. */
export function nodeTerm(isPreferred: boolean): Check {
  return function* (value, at) {
    const { matchExpressions, matchFields } = fieldsOf(value);
    yield* each(matchExpressions, [...at, 'matchExpressions'], nodeRequirement(isPreferred));
    yield* each(matchFields, [...at, 'matchFields'], nodeField);
  };
}

/** Namespaces by name. */
export const namespaces: Check = (value, at) => each(value, at, dnsLabel);
