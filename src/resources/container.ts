import type { k8s } from 'cdk8s-plus-28';
import { HTTP_PORT, MOUNTS } from 'kvmini-contract/pod-layout';
import { CHART } from '../chart/chart';
import { imageReference } from '../chart/image';
import type { Release } from '../release/release';
import { environment } from './environment';
import { filled, type Plain } from './manifest';
import { probeOver } from './probe';
import { volumeMounts } from './volumes';

type Container = Plain<k8s.Container>;

function resources({
  requests,
  limits,
}: Release['values']['resources']): Pick<Container, 'resources'> {
  const lists = Object.entries({ requests, limits }).filter(
    ([, list]) => Object.keys(list).length > 0,
  );
  return lists.length > 0 ? { resources: Object.fromEntries(lists) } : {};
}

/** The one container of the pod: `kvmini serve`, with `./bench.sh` in its working directory. */
export function container(release: Release): Container {
  const { image, extraEnvFrom, securityContext, ...values } = release.values;
  return {
    name: CHART.name,
    image: imageReference(release.values),
    imagePullPolicy: image.pullPolicy,
    command: ['kvmini', 'serve'],
    workingDir: MOUNTS.config,
    ports: [{ name: 'http', containerPort: HTTP_PORT, protocol: 'TCP' }],
    env: environment(release),
    ...filled({ envFrom: extraEnvFrom }),
    livenessProbe: probeOver(values.livenessProbe, '/healthz'),
    readinessProbe: probeOver(values.readinessProbe, '/readyz'),
    ...filled({
      startupProbe: values.startupProbe as Plain<k8s.Probe>,
      lifecycle: values.lifecycle as Plain<k8s.Lifecycle>,
    }),
    ...resources(values.resources),
    ...filled({ securityContext }),
    volumeMounts: volumeMounts(release),
  };
}
