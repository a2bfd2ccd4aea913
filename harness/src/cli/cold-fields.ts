import type { FieldName } from '../settings/fields';

/** The settings of `kvmini bench` that `kvmini cold` takes too. */
export const COLD_FIELDS = [
  ...['namespace', 'service', 'model', 'endpoint', 'maxTokens', 'promptTokens', 'extraBody'],
  ...['header', 'headerEnv', 'apiKeyEnv', 'insecure', 'caFile', 'clientCert', 'clientKey', 'proxy'],
  ...['timeout', 'seed', 'outputDir'],
] as readonly FieldName[];
