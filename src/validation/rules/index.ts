/** What no single value decides, in the order of the schema. */
import { defaultProfile, outputDir, profileContents } from './benchmark';
import { monitoringLabels, podAnnotations, podLabels } from './labels';
import { scrapeTimeout } from './monitoring';
import { onePod, size, writable } from './persistence';
import { runAsRoot } from './pod-security';
import type { Rule } from './rule';

export const RULES: readonly Rule[] = [
  onePod,
  size,
  writable,
  defaultProfile,
  outputDir,
  profileContents,
  scrapeTimeout,
  monitoringLabels,
  podAnnotations,
  podLabels,
  runAsRoot,
];
