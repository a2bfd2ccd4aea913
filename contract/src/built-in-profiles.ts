import burst from '../profiles/burst.yaml?raw';
import smoke from '../profiles/smoke.yaml?raw';
import standard from '../profiles/standard.yaml?raw';
import sustained from '../profiles/sustained.yaml?raw';

/** The profiles that every harness has: their files' text by name. */
export const BUILT_IN_PROFILES: Readonly<Record<string, string>> = {
  standard,
  burst,
  sustained,
  smoke,
};
