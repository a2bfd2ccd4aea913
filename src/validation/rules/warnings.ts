/** What is rendered with a warning, in the order of the schema: the API server takes it, and it is probably not meant. */
import type { WarningRule } from './rule';

export const WARNINGS: readonly WarningRule[] = [];
