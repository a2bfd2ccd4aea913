import { constant } from './constant';
import { failures } from './failures';
import { fast } from './fast';
import { noUsage } from './no-usage';
import { offline } from './offline';
import { overload } from './overload';
import { plain } from './plain';
import { poisson } from './poisson';
import { reasoning } from './reasoning';
import { roleFirst } from './role-first';
import type { Scenario } from './scenario';
import { severalTokens } from './several-tokens';
import { stall } from './stall';
import { streamErrors } from './stream-errors';

/** The scenarios, in the order of the table. */
export const SCENARIOS: readonly Scenario[] = [
  plain,
  roleFirst,
  reasoning,
  severalTokens,
  noUsage,
  failures,
  streamErrors,
  stall,
  overload,
  fast,
  poisson,
  constant,
  offline,
];
