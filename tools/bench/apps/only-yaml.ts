/** A process that writes a harness's objects as YAML and does nothing else: what the YAML library costs the command. */
import { readFileSync } from 'node:fs';
import { manifestYaml } from '../../../src/cli/manifest-yaml';

const [objectsFile = ''] = process.argv.slice(2);
manifestYaml(JSON.parse(readFileSync(objectsFile, 'utf8')));
