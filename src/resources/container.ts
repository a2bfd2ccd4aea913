import type { k8s } from 'cdk8s-plus-28';
import { HTTP_PORT, MOUNTS } from 'kvmini-contract/pod-layout';
import { CHART } from '../chart/chart';
import type { Release } from '../release/release';
import { environment } from './environment';
import type { Plain } from './manifest';
import { volumeMounts } from './volumes';

type Container = Plain<k8s.Container>;

const probe = (path: string): Plain<k8s.Probe> => ({ httpGet: { path, port: 'http' } });

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
    image: `${image.repository}:${image.tag || CHART.appVersion}`,
    imagePullPolicy: image.pullPolicy,
    command: ['kvmini', 'serve'],
    workingDir: MOUNTS.config,
    ports: [{ name: 'http', containerPort: HTTP_PORT, protocol: 'TCP' }],
    env: environment(release),
    ...(extraEnvFrom.length > 0 && { envFrom: extraEnvFrom }),
    livenessProbe: probe('/healthz'),
    readinessProbe: probe('/readyz'),
    ...resources(values.resources),
    ...(Object.keys(securityContext).length > 0 && { securityContext }),
    volumeMounts: volumeMounts(release),
  };
}
