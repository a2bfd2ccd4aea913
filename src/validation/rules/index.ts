/** What no single value decides, in the order of the schema. */
import { defaultProfile, outputDir, profileContents } from './benchmark';
import { disruptionBudget } from './disruption';
import { objectLabels, podAnnotations, podLabels } from './labels';
import { scrapeTimeout } from './monitoring';
import { size } from './persistence';
import { runAsRoot } from './pod-security';
import type { Rule } from './rule';

export const RULES: readonly Rule[] = [
  size,
  defaultProfile,
  outputDir,
  profileContents,
  scrapeTimeout,
  objectLabels,
  disruptionBudget,
  podAnnotations,
  podLabels,
  runAsRoot,
];
