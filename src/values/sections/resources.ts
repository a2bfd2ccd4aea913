import { quantity } from '../formats';
import { clearableSection, openSection, removable, section } from '../setting';

const resourceList = (description: string, cpu: string, memory: string) =>
  clearableSection(
    openSection(description, quantity(), {
      cpu: removable(quantity(), cpu, 'CPU, such as 500m or 2'),
      memory: removable(quantity(), memory, 'Memory, such as 4Gi'),
      'ephemeral-storage': removable(quantity(), undefined, 'Local disk, such as 1Gi'),
    }),
    {},
  );

/** `resources`. */
export const resources = () =>
  clearableSection(
    section('CPU and memory of the harness', {
      requests: resourceList('What the pod is sure to get', '1000m', '2Gi'),
      limits: resourceList('What the pod may use at most', '2000m', '4Gi'),
    }),
    { requests: {}, limits: {} },
  );
