/** What no single value decides, in the order of the schema. */
import { defaultProfile, outputDir, profileContents } from './benchmark';
import { budgetBounds } from './disruption';
import { imageLength } from './image';
import { objectLabels, podAnnotations, podLabels } from './labels';
import { scrapeTimeout } from './monitoring';
import { onePod, size, writable } from './persistence';
import { runAsRoot } from './pod-security';
import type { Rule } from './rule';

export const RULES: readonly Rule[] = [
  imageLength,
  onePod,
  size,
  writable,
  defaultProfile,
  outputDir,
  profileContents,
  scrapeTimeout,
  objectLabels,
  budgetBounds,
  podAnnotations,
  podLabels,
  runAsRoot,
];
