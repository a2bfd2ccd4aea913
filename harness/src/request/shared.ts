import type { AnswerBudget } from './budget';
import type { FirstMessages } from './message';
import type { AnswerTexts } from './texts';
import type { Fingerprints } from './told';

/** What all exchanges of a run have together. */
export interface Shared {
  readonly budget: AnswerBudget;
  readonly texts: AnswerTexts;
  readonly messages: FirstMessages;
  readonly fingerprints: Fingerprints;
}
