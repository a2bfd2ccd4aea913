/** What `.Chart` is to the Helm chart. */
export const CHART = { name: 'kvmini', version: '1.0.0', appVersion: '1.0.0' } as const;

/** What a harness is called, and where it lives, where nobody says so: the names of the chart's README. */
export const DEFAULT_RELEASE = { releaseName: 'kvmini-harness', namespace: 'benchmark' } as const;
