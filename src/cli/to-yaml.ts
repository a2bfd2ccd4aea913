import { yamlLibrary } from '../helm/yaml/library';

/** Writes YAML as cdk8s does, without loading cdk8s. */
export function toYaml(value: unknown): string {
  return yamlLibrary().stringify(value, { keepUndefined: true, lineWidth: 0, version: '1.1' });
}
