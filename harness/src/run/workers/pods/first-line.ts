import { printable } from 'kvmini-contract/printable';

const LONGEST = 300;

/** A text of the cluster's in one line. */
export const firstLine = (text: string): string =>
  printable(text.trim().split('\n')[0] ?? '', LONGEST);
