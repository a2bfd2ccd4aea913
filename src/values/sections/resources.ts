import { quantity } from '../formats';
import { clearableSection, openSection, removable, section } from '../setting';

/** What a resource list says of CPU, memory and local disk: its default, if it has one, and its meaning. */
type Amounts = Readonly<
  Record<
    'cpu' | 'memory' | 'ephemeral-storage',
    readonly [fallback: string | undefined, meaning: string]
  >
>;

/** Requests or limits, by resource; `null` removes one. */
export const resourceList = (description: string, amounts: Amounts) =>
  clearableSection(
    openSection(description, quantity(), {
      cpu: removable(quantity(), ...amounts.cpu),
      memory: removable(quantity(), ...amounts.memory),
      'ephemeral-storage': removable(quantity(), ...amounts['ephemeral-storage']),
    }),
    {},
  );

const ofHarness = (cpu: string, memory: string): Amounts => ({
  cpu: [cpu, 'CPU, such as 500m or 2'],
  memory: [memory, 'Memory, such as 4Gi'],
  'ephemeral-storage': [undefined, 'Local disk, such as 1Gi'],
});

/** `resources`. */
export const resources = () =>
  clearableSection(
    section('CPU and memory of the harness', {
      requests: resourceList('What the pod is sure to get', ofHarness('1000m', '2Gi')),
      limits: resourceList('What the pod may use at most', ofHarness('2000m', '4Gi')),
    }),
    { requests: {}, limits: {} },
  );
