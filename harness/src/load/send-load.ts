import type { BenchSettings } from '../settings/settings';
import { type LoadPorts, LoadSender } from './sender';

/** How a load came out, beside its rows, is told to `ended`, also where it was cut off. */
export type { LoadOutcome, LoadPorts } from './sender';

/** Sends the warm-up, then the measured requests. */
export async function sendLoad(settings: BenchSettings, ports: LoadPorts): Promise<void> {
  const sender = new LoadSender(settings, ports);
  try {
    await sender.prepare();
    await sender.warmUp();
    await ports.measuring?.();
    await sender.measure();
    await sender.countTokens();
  } finally {
    await sender.end();
  }
}
