/** The flags of `helm template` that set single values. */
export type SetKind = 'set' | 'set-string' | 'set-file' | 'set-json' | 'set-literal';
