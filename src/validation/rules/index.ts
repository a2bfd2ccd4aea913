/** What no single value decides, in the order of the schema. */
import { defaultProfile, outputDir, profileContents } from './benchmark';
import { environment } from './environment';
import { monitoringLabels, podAnnotations, podLabels } from './labels';
import { scrapeTimeout } from './monitoring';
import { ingressFrom } from './network-policy';
import { size } from './persistence';
import { escalation, runAsRoot } from './pod-security';
import { roleRules, urlsInRole } from './rbac';
import { resources } from './resources';
import type { Rule } from './rule';
import { tolerations } from './scheduling';
import { volumes } from './volumes';

export const RULES: readonly Rule[] = [
  resources,
  size,
  roleRules,
  urlsInRole,
  defaultProfile,
  outputDir,
  profileContents,
  scrapeTimeout,
  monitoringLabels,
  ingressFrom,
  podAnnotations,
  podLabels,
  runAsRoot,
  escalation,
  tolerations,
  environment,
  volumes,
];
