/** What is rendered with a warning, in the order of the schema: the API server takes it, and it is probably not meant. */
import { disruptionBudget } from './disruption';
import { oneNode, unusedClaim } from './persistence';
import { pullSecrets } from './pull-secrets';
import type { WarningRule } from './rule';
import { nodesByRole, sharedAccount } from './service-account';
import { mountPaths } from './volumes';
import { memoryWithoutUnit, sizeWithoutUnit } from './without-unit';

export const WARNINGS: readonly WarningRule[] = [
  pullSecrets,
  oneNode,
  memoryWithoutUnit,
  sizeWithoutUnit,
  unusedClaim,
  sharedAccount,
  nodesByRole,
  disruptionBudget,
  mountPaths,
];
