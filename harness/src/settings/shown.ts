import { printable } from 'kvmini-contract/printable';
import { redact } from 'kvmini-contract/redact';

/** So much of a text is looked through for secrets; no more of it is ever shown. */
const LOOKED_THROUGH = 4_096;

/** A text from outside as it is shown and written: what may be a secret is hidden, then it is made fit for a terminal and cut. */
export const shownText = (text: string, longest?: number): string =>
  printable(redact(text.slice(0, LOOKED_THROUGH)), longest);

/** An address as it is shown and written; addresses may be longer than other texts. */
export const shownAddress = (text: string): string => shownText(text, 1_000);
