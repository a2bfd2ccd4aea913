/** What `.Chart` is to the Helm chart. */
export const CHART = { name: 'kvmini', version: '1.0.0', appVersion: '1.0.0' } as const;
