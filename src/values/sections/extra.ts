import * as z from 'zod/mini';
import { kubernetes } from '../kubernetes/kubernetes';
import { clearable } from '../setting';
import { kubernetesObject } from './kubernetes-object';

/** What a user adds to the pod and beside it. */
export const extraValues = {
  initContainers: () =>
    clearable(
      z.array(kubernetes('Container'), { error: 'a list of containers' }),
      [],
      'Containers that run before the harness; with `restartPolicy: Always`, beside it',
    ),
  extraContainers: () =>
    clearable(
      z.array(kubernetes('Container'), { error: 'a list of containers' }),
      [],
      'Containers beside the harness',
    ),
  extraEnv: () =>
    clearable(
      z.array(kubernetes('EnvVar'), { error: 'a list of variables such as {name: A, value: b}' }),
      [],
      'More environment variables, such as an API key from a Secret',
    ),
  extraEnvFrom: () =>
    clearable(
      z.array(kubernetes('EnvFromSource'), { error: 'a list of sources' }),
      [],
      'ConfigMaps and Secrets whose keys become environment variables',
    ),
  extraVolumes: () =>
    clearable(
      z.array(kubernetes('Volume'), { error: 'a list of volumes' }),
      [],
      'More volumes of the pod',
    ),
  extraVolumeMounts: () =>
    clearable(
      z.array(kubernetes('VolumeMount'), { error: 'a list of mounts' }),
      [],
      'Where the container sees them',
    ),
  extraObjects: () =>
    clearable(
      z.array(kubernetesObject(), { error: 'a list of whole objects' }),
      [],
      'Objects beside the chart\'s own, whole; without `metadata.namespace`, in the namespace of the release, and with `""` in none',
    ),
};
