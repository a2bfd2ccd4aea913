import { yamlLibrary } from '../helm/yaml/library';
import { writeYaml } from '../release/write-yaml';

/** Writes YAML as cdk8s does, without loading cdk8s. */
export function toYaml(value: unknown): string {
  const options = { keepUndefined: true, lineWidth: 0, version: '1.1' } as const;
  return writeYaml(value, (plain) => yamlLibrary().stringify(plain, options));
}
