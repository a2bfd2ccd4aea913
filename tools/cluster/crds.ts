import { copyFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cachedFolder, makeOnce } from './cache';
import { type GoModule, moduleFolder } from './go-module';

/** A project's Go module, and the definitions in it. */
interface Source extends GoModule {
  readonly files: readonly string[];
}

const PROMETHEUS = 'example/prometheus-operator-crd/monitoring.coreos.com_';
const KSERVE = 'config/crd/full/serving.kserve.io_';
const LLM = 'config/crd/full/llmisvc/serving.kserve.io_';

const SOURCES: readonly Source[] = [
  {
    module: 'github.com/prometheus-operator/prometheus-operator@v0.85.0',
    sum: 'h1:M5xLCLEoaW2IJfnuCwFzzpL+jSVQu3KGT84Pye+fW8s=',
    files: ['servicemonitors', 'podmonitors', 'prometheusrules'].map(
      (kind) => `${PROMETHEUS}${kind}.yaml`,
    ),
  },
  {
    module: 'github.com/kserve/kserve@v0.20.0',
    sum: 'h1:Bs7HxmGV4KFqqptDcWseKv+mwD4YOYHJWcuVgPG2Gug=',
    files: [`${KSERVE}inferenceservices.yaml`, `${LLM}llminferenceservices.yaml`],
  },
  {
    module: 'github.com/kedacore/keda/v2@v2.18.1',
    sum: 'h1:h6bRt/IOxxtZpJlHSqhdH/lcInH7Z9obxg/JvWOmGAw=',
    files: ['config/crd/bases/keda.sh_scaledobjects.yaml'],
  },
];

/**
 * The definitions of the Prometheus operator's, KServe's and KEDA's kinds, as their projects publish them: paths of YAML files.
 *
 * @throws Error where Go can't download a module, or it is another one
 */
export function customResourceDefinitions(): readonly string[] {
  const folder = cachedFolder('crds', [JSON.stringify(SOURCES)]);
  makeOnce(folder, (work) => {
    for (const source of SOURCES) copyFrom(source, work);
  });
  return readdirSync(folder).map((file) => join(folder, file));
}

function copyFrom(source: Source, folder: string): void {
  const from = moduleFolder(source, folder);
  for (const file of source.files) copyFileSync(join(from, file), join(folder, basename(file)));
}
