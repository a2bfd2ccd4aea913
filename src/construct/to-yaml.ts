import { Yaml } from 'cdk8s';
import { rememberLast } from '../release/remember-last';
import { writeYaml } from '../release/write-yaml';

const yamlOf = rememberLast((json) =>
  writeYaml(JSON.parse(json), (value) => Yaml.stringify(value)),
);

/** Writes YAML as cdk8s does. */
export const toYaml = (value: unknown): string => yamlOf(JSON.stringify(value));
