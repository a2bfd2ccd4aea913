/** Writes YAML as cdk8s does, without loading cdk8s. */
export function toYaml(value: unknown): string {
  // Loaded only where something is written: `--help` and refused values need no YAML.
  const yaml = require('yaml') as typeof import('yaml');
  return yaml.stringify(value, { keepUndefined: true, lineWidth: 0, version: '1.1' });
}
