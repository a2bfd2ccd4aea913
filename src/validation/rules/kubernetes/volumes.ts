import type { Path } from '../../../values/path';
import {
  type Check,
  each,
  either,
  type Fields,
  type Finding,
  fieldsOf,
  inside,
  itemsOf,
  needed,
  textOf,
  wrong,
} from '../finding';
import { dataSource } from './claims';
import { annotationsSize } from './metadata';
import { wholeBytes } from './resources';
import { labelSelector } from './selectors';
import { dnsLabel, dnsSubdomain, modeUpTo, noBacksteps, pathInside } from './texts';
import { downwardAPI, keysAsFiles, objectName, projected } from './volume-items';

/** A source that needs some of its fields filled. */
const needing =
  (...names: string[]): Check =>
  (value, at) =>
    needed(fieldsOf(value), at, ...names);

/** A list of addresses that has one at least. */
function* monitors(value: unknown, at: Parameters<Check>[1]) {
  const list = fieldsOf(value).monitors;
  if (itemsOf(list).length === 0) yield wrong('missing', [...at, 'monitors'], 'at least one', list);
}

/** A number within bounds. */
const between = (lowest: number, highest: number): Check =>
  function* (value, at) {
    if (typeof value !== 'number' || (value >= lowest && value <= highest)) return;
    yield wrong('out-of-range', at, `from ${lowest} to ${highest}`, value);
  };

/** A reference to a Secret: without one that can be there, the volume is not mounted. */
const secret: Check = function* (value, at) {
  yield* needed(fieldsOf(value), at, 'name');
  yield* inside(fieldsOf(value), at, 'name', objectName);
};

/** A source that needs some of its fields filled, and whose Secret is read where it names one. */
const withSecret = (check: Check): Check =>
  function* (value, at) {
    yield* check(value, at);
    yield* inside(fieldsOf(value), at, 'secretRef', secret);
  };

/** `validateHostPathVolumeSource` of Kubernetes' core validation; its type is one of a few words to the types. */
const hostPath: Check = function* (value, at) {
  yield* needed(fieldsOf(value), at, 'path');
  yield* inside(fieldsOf(value), at, 'path', noBacksteps);
};

const emptyDir: Check = function* (value, at) {
  yield* inside(fieldsOf(value), at, 'sizeLimit', wholeBytes);
  yield* inside(fieldsOf(value), at, 'mode', modeUpTo(0o1777));
};

const nfs: Check = function* (value, at) {
  const { path } = fieldsOf(value);
  yield* needed(fieldsOf(value), at, 'server', 'path');
  if (textOf(path) !== '' && !textOf(path).startsWith('/')) {
    yield wrong('wrong-format', [...at, 'path'], 'an absolute path', path);
  }
};

const disk = (name: string): Check =>
  function* (value, at) {
    yield* needed(fieldsOf(value), at, name);
    yield* inside(fieldsOf(value), at, 'partition', between(0, 255));
  };

const IQN =
  /^iqn\.\d{4}-\d{2}\.[A-Za-z0-9.-]+:[^,;*&$|\s]+$|^eui.[A-Za-z0-9]{16}$|^naa.[A-Za-z0-9]{32}$/;

const iscsi: Check = function* (value, at) {
  const fields = fieldsOf(value);
  yield* needed(fields, at, 'targetPortal', 'iqn');
  for (const name of ['iqn', 'initiatorName']) {
    const text = textOf(fields[name]);
    if (text !== '' && !IQN.test(text)) {
      yield wrong('wrong-format', [...at, name], 'a name of the form iqn.…, eui.… or naa.…', text);
    }
  }
  yield* inside(fields, at, 'lun', between(0, 255));
  const asks = fields.chapAuthDiscovery === true || fields.chapAuthSession === true;
  if (asks && fields.secretRef === undefined) {
    yield wrong('missing', [...at, 'secretRef'], 'a Secret, since CHAP is asked for', undefined);
  }
  // Nobody reads it otherwise.
  if (asks) yield* inside(fields, at, 'secretRef', secret);
};

/** `validateFCVolumeSource`: by target or by id. */
const fc: Check = function* (value, at) {
  const { targetWWNs, wwids, lun } = fieldsOf(value);
  const [byTarget, byId] = [itemsOf(targetWWNs).length > 0, itemsOf(wwids).length > 0];
  if (byTarget === byId) {
    const code = byTarget ? 'conflict' : 'missing';
    yield wrong(code, [...at, 'targetWWNs'], 'either targetWWNs or wwids', targetWWNs);
  }
  if (byTarget && lun === undefined) {
    yield wrong('missing', [...at, 'lun'], 'a number, since there are targetWWNs', lun);
  } else yield* between(0, 255)(lun, [...at, 'lun']);
};

/** `validateFlockerVolumeSource`: by name or by id. */
const flocker: Check = function* (value, at) {
  const { datasetName: name, datasetUUID: id } = fieldsOf(value);
  yield* either(at, 'datasetName or datasetUUID', textOf(name) !== '', textOf(id) !== '');
  if (textOf(name).includes('/')) {
    yield wrong('wrong-format', [...at, 'datasetName'], 'a name without "/"', name);
  }
};

/** `ValidateCSIDriverName`, and the Secret's name. */
const csi: Check = function* (value, at) {
  const fields = fieldsOf(value);
  yield* needed(fields, at, 'driver');
  const driver = textOf(fields.driver);
  if (driver.length > 63)
    yield wrong('wrong-format', [...at, 'driver'], 'at most 63 characters', driver);
  else if (driver !== '') yield* dnsSubdomain(driver.toLowerCase(), [...at, 'driver']);
  yield* inside(fields, at, 'nodePublishSecretRef', secret);
};

/** `ValidatePersistentVolumeClaimTemplate`: a claim of the pod's own, as in `persistence`. */
const ephemeral: Check = function* (value, at) {
  const { volumeClaimTemplate: template } = fieldsOf(value);
  const here = [...at, 'volumeClaimTemplate'];
  if (template === undefined) {
    yield wrong('missing', here, 'a claim with a spec', template);
    return;
  }
  yield* inside(
    fieldsOf(fieldsOf(template).metadata),
    [...here, 'metadata'],
    'annotations',
    annotationsSize,
  );
  yield* claimSpec(fieldsOf(template).spec, [...here, 'spec']);
};

/** `validateDataSource` and `validateDataSourceRef`: what both name is the same. */
function* dataSources(spec: Fields, at: Path): Generator<Finding> {
  for (const name of ['dataSource', 'dataSourceRef']) {
    const fields = fieldsOf(spec[name]);
    if (spec[name] === undefined) continue;
    if (Object.keys(fields).length === 0) yield* needed(fields, [...at, name], 'kind', 'name');
    else yield* dataSource(fields, [...at, name]);
  }
  const { dataSource: one, dataSourceRef: other } = spec;
  if (one === undefined || other === undefined) return;
  const [first, second] = [fieldsOf(one), fieldsOf(other)];
  const isSame = ['apiGroup', 'kind', 'name'].every((name) => first[name] === second[name]);
  const isElsewhere = textOf(second.namespace) !== '';
  if (isSame && !isElsewhere) return;
  const expected = isElsewhere
    ? 'none, since dataSourceRef has a namespace'
    : 'what dataSourceRef says';
  yield wrong('conflict', [...at, 'dataSource'], expected, one);
}

/** `ValidatePersistentVolumeClaimSpec`, of what the types do not say. */
const claimSpec: Check = function* (value, at) {
  const { accessModes, resources, selector } = fieldsOf(value);
  const modes = itemsOf(accessModes);
  if (modes.length === 0)
    yield wrong('missing', [...at, 'accessModes'], 'at least one', accessModes);
  if (modes.includes('ReadWriteOncePod') && modes.length > 1) {
    yield wrong('conflict', [...at, 'accessModes'], 'no other with ReadWriteOncePod', accessModes);
  }
  yield* labelSelector(selector, [...at, 'selector']);
  yield* dataSources(fieldsOf(value), at);
  const { storage } = fieldsOf(fieldsOf(resources).requests);
  const here = [...at, 'resources', 'requests', 'storage'];
  if (storage === undefined) yield wrong('missing', here, 'the size of the claim', storage);
  else yield* wholeBytes(storage, here);
};

/** Each source, in the order of `validateVolumeSource`. */
const SOURCES: Readonly<Record<string, Check>> = {
  emptyDir,
  hostPath,
  gitRepo: function* (value, at) {
    yield* needed(fieldsOf(value), at, 'repository');
    yield* inside(fieldsOf(value), at, 'directory', pathInside);
  },
  gcePersistentDisk: disk('pdName'),
  awsElasticBlockStore: disk('volumeID'),
  secret: keysAsFiles('secretName'),
  nfs,
  iscsi,
  glusterfs: needing('endpoints', 'path'),
  persistentVolumeClaim: needing('claimName'),
  rbd: withSecret(function* (value, at) {
    yield* monitors(value, at);
    yield* needed(fieldsOf(value), at, 'image');
  }),
  cinder: withSecret(needing('volumeID')),
  cephfs: withSecret(monitors),
  quobyte: needing('registry', 'volume'),
  downwardAPI,
  fc,
  flocker,
  flexVolume: withSecret(needing('driver')),
  configMap: keysAsFiles('name'),
  azureFile: needing('secretName', 'shareName'),
  vsphereVolume: needing('volumePath'),
  photonPersistentDisk: needing('pdID'),
  portworxVolume: needing('volumeID'),
  azureDisk: needing('diskName', 'diskURI'),
  storageos: withSecret(function* (value, at) {
    const fields = fieldsOf(value);
    yield* needed(fields, at, 'volumeName');
    if (fields.volumeName !== '') yield* inside(fields, at, 'volumeName', dnsLabel);
  }),
  projected,
  scaleIO: withSecret(needing('gateway', 'system', 'volumeName')),
  csi,
  ephemeral,
  image: needing('reference'),
};

/** Of its own name and the portal's, an initiator's is made. */
function* initiator(volume: Fields, at: Path): Generator<Finding> {
  const { targetPortal, initiatorName } = fieldsOf(volume.iscsi);
  const { length } = `${textOf(volume.name)}:${textOf(targetPortal)}`;
  if (initiatorName === undefined || length <= 64) return;
  const expected =
    'at most 63 characters together with iscsi.targetPortal, since there is an initiatorName';
  yield wrong('wrong-format', [...at, 'name'], expected, volume.name);
}

/** `ValidateVolumes`, of what the types do not say. */
export const volumes: Check = (list, at) =>
  each(list, at, function* (item, here) {
    yield* initiator(fieldsOf(item), here);
    for (const name of Object.keys(fieldsOf(item))) {
      const check = Object.hasOwn(SOURCES, name) ? SOURCES[name] : undefined;
      if (check !== undefined) yield* inside(fieldsOf(item), here, name, check);
    }
  });
