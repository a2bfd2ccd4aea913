import { annotations, DNS_SUBDOMAIN, flag, labels, oneOf, orEmpty, quantity } from '../formats';
import { kubernetes } from '../kubernetes/kubernetes';
import { clearable, section, setting } from '../setting';
import { objectName } from './names';

const KIND = /^[A-Za-z]([-A-Za-z0-9]*[A-Za-z0-9])?$/;

/** The claim that is made. */
const claim = () => ({
  // Not to be cleared: a null that falls into a file must not give the results away.
  retain: setting(
    flag(),
    true,
    'Keep the claim when it is no longer rendered, and on uninstall: by Helm, Argo CD, Flux and kapp, which each read an annotation of their own',
  ),
  annotations: clearable(annotations(), {}, 'Annotations of the claim'),
  labels: clearable(labels(), {}, 'Labels of the claim beside those of the chart'),
  selector: clearable(
    kubernetes('LabelSelector'),
    {},
    'Labels of the volumes that the claim may be bound to; empty: any',
  ),
  volumeName: clearable(objectName(), '', 'The one volume that the claim is bound to'),
  dataSource: section('What the volume is filled from', {
    kind: clearable(
      orEmpty('a kind such as VolumeSnapshot', KIND),
      '',
      'Kind of what the volume is filled from, such as `VolumeSnapshot` or `PersistentVolumeClaim`; empty: nothing',
    ),
    name: clearable(objectName(), '', 'Its name'),
    apiGroup: clearable(
      orEmpty('an API group such as snapshot.storage.k8s.io', DNS_SUBDOMAIN),
      '',
      'Its API group, such as `snapshot.storage.k8s.io`; empty for a claim',
    ),
  }),
});

/** `persistence`. */
export const persistence = () =>
  section('Storage of results', {
    enabled: clearable(
      flag(),
      true,
      'Enable persistent storage; without it, results live as long as the pod',
    ),
    size: setting(quantity(), '10Gi', 'Storage size'),
    storageClass: clearable(
      orEmpty(
        'the name of a StorageClass, or "-" for the empty class',
        new RegExp(`^-$|${DNS_SUBDOMAIN.source}`),
      ),
      '',
      "Storage class; empty: the cluster's default, `-`: no class, so no dynamic provisioning",
    ),
    accessMode: setting(
      oneOf('ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany', 'ReadOnlyMany'),
      'ReadWriteOnce',
      'Access mode',
    ),
    existingClaim: clearable(objectName(), '', 'Use this claim and create none'),
    ...claim(),
    subPath: clearable(
      orEmpty('a relative path without ".."', /^[^/].*$/),
      '',
      'Folder of the volume that is mounted at `/data`; empty: all of it',
    ),
    tmpSizeLimit: setting(
      quantity(),
      '1Gi',
      'Most that `/tmp` may take: the pod is evicted beyond it, so raise it for results in `/tmp`',
    ),
  });
