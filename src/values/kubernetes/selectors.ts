import { field } from 'kvmini-contract/documented';
import { anyText, labelKey, labels, oneOf } from '../formats';
import { listOf, named, required } from './named';

const requirement = named('LabelSelectorRequirement', 'A condition on one label.', () => ({
  key: required(labelKey(), 'Key of the label'),
  operator: required(oneOf('In', 'NotIn', 'Exists', 'DoesNotExist'), 'How it is compared'),
  values: field(listOf(anyText()), 'Values for `In` and `NotIn`'),
}));

export const labelSelector = named('LabelSelector', 'Objects by their labels; empty: all.', () => ({
  matchLabels: field(labels(), 'Labels that they have'),
  matchExpressions: field(listOf(requirement()), 'Conditions that they meet'),
}));
