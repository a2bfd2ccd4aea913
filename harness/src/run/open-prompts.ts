import { Interrupted } from '../errors';
import type { BenchSettings } from '../settings/settings';
import { openDataset } from '../workload/dataset';
import { generatedPrompts, type Prompts } from '../workload/prompts';

/**
 * Opens the data set of a run, or makes its prompts.
 *
 * @throws UsageError where the data set can't be sent
 * @throws Interrupted where that was broken off
 */
export async function openPrompts(
  settings: BenchSettings,
  interrupted: AbortSignal,
): Promise<Prompts> {
  const { dataset, promptTokens, seed, endpoint } = settings;
  if (dataset === undefined) return generatedPrompts(promptTokens, seed);
  try {
    return await openDataset(dataset, endpoint === 'chat', interrupted);
  } catch (error) {
    if (interrupted.aborted) throw new Interrupted(String(interrupted.reason));
    throw error;
  }
}
