/** What `.Chart` is to the Helm chart. */
export const CHART = { name: 'kvmini', version: '1.0.0', appVersion: '1.0.0' } as const;

/** The default name and namespace of a release: those of the chart's README. */
export const DEFAULT_RELEASE = { releaseName: 'kvmini-harness', namespace: 'benchmark' } as const;
