import type { Path } from '../values/path';
import { knownKeys, kubernetesTypeAt } from '../values/type-at';

/** The security contexts of the pod and of the container, whose fields are easily mistaken for each other's. */
const SECURITY = ['podSecurityContext', 'securityContext'];

const knows = (parent: Path, key: string) => knownKeys(parent).includes(key);

/** The maps beside and around one in which a key may have been meant to stand. */
function* neighbours(parent: Path): Generator<Path> {
  for (const key of knownKeys(parent)) yield [...parent, key];
  const [first = ''] = parent;
  for (const section of SECURITY) {
    if (SECURITY.includes(String(first)) && section !== first) yield [section];
  }
  // Two steps up, since one may be the position in a list.
  for (const depth of [parent.length - 1, parent.length - 2]) {
    if (depth > 0) yield parent.slice(0, depth);
  }
}

/** The paths at which Kubernetes knows a key that stands in a wrong map: one level below, beside, or above. */
export function misplaced(parent: Path, key: string): readonly Path[] {
  if (kubernetesTypeAt(parent) === 'LabelSelector') return [[...parent, 'matchLabels', key]];
  return [...neighbours(parent)].filter((map) => knows(map, key)).map((map) => [...map, key]);
}
