/** A shell that completes. */
export type Shell = 'bash' | 'zsh' | 'fish';
