import { type Check, each, fieldsOf, inside, needed } from '../finding';
import { fieldInVariable, resourceReference } from './downward';
import { configMapKey, dnsLabel, noBacksteps, variableName } from './texts';

/** `validateConfigMapKeySelector` and `validateSecretKeySelector` of Kubernetes' core validation. */
const keyReference: Check = function* (value, at) {
  const reference = fieldsOf(value);
  yield* needed(reference, at, 'name', 'key');
  yield* inside(reference, at, 'key', configMapKey);
};

/** `validateFileKeySelector`. */
const fileReference: Check = function* (value, at) {
  const reference = fieldsOf(value);
  yield* needed(reference, at, 'volumeName', 'path', 'key');
  yield* inside(reference, at, 'volumeName', dnsLabel);
  yield* inside(reference, at, 'path', noBacksteps);
  yield* inside(reference, at, 'key', variableName);
};

/** `validateEnvVarValueFrom`; that there is one source is the type's own business. */
const source: Check = function* (value, at) {
  const sources = fieldsOf(value);
  yield* inside(sources, at, 'fieldRef', fieldInVariable);
  yield* inside(sources, at, 'resourceFieldRef', resourceReference(false));
  yield* inside(sources, at, 'configMapKeyRef', keyReference);
  yield* inside(sources, at, 'secretKeyRef', keyReference);
  yield* inside(sources, at, 'fileKeyRef', fileReference);
};

/** `ValidateEnv`. */
export const environment: Check = (list, at) =>
  each(list, at, function* (item, here) {
    const variable = fieldsOf(item);
    yield* needed(variable, here, 'name');
    yield* inside(variable, here, 'name', variableName);
    yield* inside(variable, here, 'valueFrom', source);
  });

const named: Check = (value, at) => needed(fieldsOf(value), at, 'name');

/** `ValidateEnvFrom`; that it is of one kind is the type's business. */
export const environmentSources: Check = (list, at) =>
  each(list, at, function* (item, here) {
    const from = fieldsOf(item);
    yield* inside(from, here, 'prefix', variableName);
    yield* inside(from, here, 'configMapRef', named);
    yield* inside(from, here, 'secretRef', named);
  });
