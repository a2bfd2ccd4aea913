import * as z from 'zod/mini';
import { annotations, flag, oneOf } from '../formats';
import { kubernetes } from '../kubernetes/kubernetes';
import { clearable, section, setting } from '../setting';
import { objectName } from './names';

/** `serviceAccount`. */
export const serviceAccount = () =>
  section('The account the pod runs as', {
    create: clearable(flag(), true, 'Create service account'),
    name: clearable(
      objectName(),
      '',
      'Service account name; empty: the full name, or `default` where none is created',
    ),
    annotations: clearable(annotations(), {}, 'Service account annotations'),
    automountServiceAccountToken: clearable(
      flag(),
      true,
      'Let other pods of this account have its token mounted; the harness mounts it itself',
    ),
  });

/** `rbac`. */
export const rbac = () =>
  section('What the service account may read', {
    create: clearable(flag(), true, 'Create RBAC resources'),
    minimal: clearable(
      flag(),
      false,
      'Grant only what `kvmini` itself asks for with these values: the InferenceService, its Services and pods, and metrics of pods where `monitoring.resources.enabled`',
    ),
    llmInferenceServices: clearable(
      flag(),
      false,
      'Let it read LLMInferenceServices, too, so that `--service` finds them by the address that they report',
    ),
    nodes: clearable(
      flag(),
      false,
      'Let it read nodes, too, whose labels say which GPUs they have, for `benchmark.prices`; nodes belong to no namespace, so that takes `scope: cluster`',
    ),
    coldStart: clearable(
      flag(),
      false,
      'Let `kvmini cold` scale the target to zero and back, by a Role in its namespace',
    ),
    rules: clearable(
      z.array(kubernetes('PolicyRule'), { error: 'a list of rules' }),
      [],
      'Additional RBAC rules',
    ),
    scope: setting(
      oneOf('cluster', 'namespace'),
      'cluster',
      '`cluster`: a ClusterRole; `namespace`: Roles in the namespaces of the release and of the target',
    ),
  });
