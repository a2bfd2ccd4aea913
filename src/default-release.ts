/** What a harness is called, and where it lives, where nobody says so: the names of the chart's README. */
export const DEFAULT_RELEASE = { releaseName: 'kvmini-harness', namespace: 'benchmark' } as const;
