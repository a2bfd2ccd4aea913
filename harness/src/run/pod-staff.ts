import { hostname } from 'node:os';
import { UsageError } from '../errors';
import type { BenchSettings } from '../settings/settings';
import type { BenchPorts } from './bench';
import type { Staff } from './workers/launch';

/** @throws UsageError where a run can have no pods, with the value to set */
export function refuseWithoutPods({ cluster, pods }: BenchPorts): void {
  if (!cluster) {
    throw new UsageError(
      "--pods: this is in no cluster; start the run in the harness's pod, as bench.sh does, or take --workers",
    );
  }
  if (pods) return;
  throw new UsageError(
    '--pods: the harness may not make pods; set the value workers.enabled to true',
  );
}

/** Who gives a run its pods; `undefined` where it asks for none. */
export async function podStaff(
  settings: BenchSettings,
  { cluster, pods: wishes, env }: BenchPorts,
  runId: string,
): Promise<Staff | undefined> {
  if (settings.pods === undefined || !cluster || !wishes) return undefined;
  const { dataset, tokenizer, caFile, clientCert, clientKey, timeoutMs } = settings;
  // Loaded only where it is used.
  const { PodStaff } = await import('./workers/pods/staff');
  return new PodStaff({
    ...{ cluster, runId, wishes, timeoutMs, hostName: env.HOSTNAME ?? hostname() },
    files: {
      ...{ '--dataset': dataset, '--tokenizer': tokenizer, '--ca-file': caFile },
      ...{ '--client-cert': clientCert, '--client-key': clientKey },
    },
  });
}
