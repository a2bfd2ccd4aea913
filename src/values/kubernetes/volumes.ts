import { field } from 'kvmini-contract/documented';
import { anyText, dnsLabel, flag, text } from '../formats';
import { once } from '../once';
import { anyMap, named, objectName, required } from './named';

const configMapVolume = named('ConfigMapVolume', 'The keys of a ConfigMap as files.', () => ({
  name: required(objectName(), 'Name of the ConfigMap'),
  optional: field(flag(), 'Start without it'),
}));

const secretVolume = named('SecretVolume', 'The keys of a Secret as files.', () => ({
  secretName: required(objectName(), 'Name of the Secret'),
  optional: field(flag(), 'Start without it'),
}));

const claimVolume = named('ClaimVolume', 'A PersistentVolumeClaim.', () => ({
  claimName: required(objectName(), 'Name of the claim'),
  readOnly: field(flag(), 'Mount it read-only'),
}));

const hostPathVolume = named('HostPathVolume', 'A path of the node.', () => ({
  path: required(anyText(), 'The path'),
}));

export const volume = named(
  'Volume',
  'A volume of the pod; its source is any that Kubernetes knows.',
  () => ({
    name: required(dnsLabel(), 'Name that mounts refer to'),
    configMap: field(configMapVolume(), 'A ConfigMap'),
    secret: field(secretVolume(), 'A Secret'),
    persistentVolumeClaim: field(claimVolume(), 'A claim'),
    emptyDir: field(anyMap(), 'An empty folder that lives as long as the pod'),
    hostPath: field(hostPathVolume(), 'A path of the node'),
  }),
);

const mountPath = once(() =>
  text('an absolute path without ":" and line breaks', /^\/[^:\r\n]*$/, 4096),
);

export const volumeMount = named('VolumeMount', 'Where the container sees a volume.', () => ({
  name: required(dnsLabel(), 'Name of the volume'),
  mountPath: required(mountPath(), 'Path in the container'),
  readOnly: field(flag(), 'Mount it read-only'),
  subPath: field(anyText(), 'Path in the volume'),
}));
