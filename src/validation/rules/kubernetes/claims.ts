import { type Check, fieldsOf, textOf, wrong } from '../finding';

/** `validateDataSource` of Kubernetes' core validation. */
export const dataSource: Check = function* (value, at) {
  const { kind, name, apiGroup } = fieldsOf(value);
  const [isKind, isName, isGroup] = [kind, name, apiGroup].map((text) => textOf(text) !== '');
  if (!isKind && !isName && !isGroup) return;
  if (!isKind) yield wrong('missing', [...at, 'kind'], 'the kind of what it is', kind);
  if (!isName) yield wrong('missing', [...at, 'name'], 'the name of what it is', name);
  if (isKind && !isGroup && kind !== 'PersistentVolumeClaim') {
    const expected = `the API group of ${textOf(kind)}, since only a PersistentVolumeClaim has none`;
    yield wrong('missing', [...at, 'apiGroup'], expected, apiGroup);
  }
};
