import { field } from 'kvmini-contract/documented';
import { anyText, flag, text } from '../formats';
import { named, objectName, required } from './named';

/** As Kubernetes has it: neither `.` nor what begins with `..`. */
const ENV_NAME = /^([-_a-zA-Z]|\.[-_a-zA-Z0-9])[-._a-zA-Z0-9]*$/;

const keyReference = named('KeyReference', 'A key of a ConfigMap or Secret.', () => ({
  name: required(objectName(), 'Name of the object'),
  key: required(anyText(), 'The key'),
  optional: field(flag(), 'Start without it'),
}));

const fieldReference = named('FieldReference', "A field of the pod's own object.", () => ({
  fieldPath: required(anyText(), 'Path of the field, such as `status.podIP`'),
}));

const resourceReference = named(
  'ResourceReference',
  'A request or limit of the container.',
  () => ({
    resource: required(anyText(), 'Which one, such as `limits.cpu`'),
  }),
);

const envVarSource = named('EnvVarSource', 'Where the value of a variable comes from.', () => ({
  secretKeyRef: field(keyReference(), 'A key of a Secret'),
  configMapKeyRef: field(keyReference(), 'A key of a ConfigMap'),
  fieldRef: field(fieldReference(), 'A field of the pod'),
  resourceFieldRef: field(resourceReference(), 'A request or limit of the container'),
}));

export const envVar = named('EnvVar', 'An environment variable of the container.', () => ({
  name: required(text('the name of an environment variable', ENV_NAME), 'Name of the variable'),
  value: field(anyText(), 'Its value'),
  valueFrom: field(envVarSource(), 'Where the value comes from'),
}));

const environmentSource = named('EnvironmentSource', 'A ConfigMap or Secret by name.', () => ({
  name: required(objectName(), 'Name of the object'),
  optional: field(flag(), 'Start without it'),
}));

export const envFromSource = named(
  'EnvFromSource',
  'A ConfigMap or Secret whose keys become environment variables.',
  () => ({
    prefix: field(anyText(), 'Put before each key'),
    configMapRef: field(environmentSource(), 'The ConfigMap'),
    secretRef: field(environmentSource(), 'The Secret'),
  }),
);
