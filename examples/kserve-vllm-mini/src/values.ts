import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { helm } from 'cdk8s-kvmini';

/** Where the app runs; each has a values file of its own. */
export const ENVIRONMENTS = ['dev', 'prod'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** The parent chart's values; `kvmini` is checked by the harness itself. */
export interface ParentValues {
  readonly vllm: {
    readonly image: string;
    readonly gpus: number;
    readonly maxModelLength: number;
    readonly minReplicas: number;
    readonly maxReplicas: number;
  };
  readonly global: {
    readonly isvc: { readonly name: string; readonly namespace: string };
    readonly model: { readonly storageUri: string };
  };
}

/** Reads values.yaml and the environment's file over it, as Helm does. */
export function readValues(environment: Environment): ParentValues {
  const files = ['values.yaml', `values-${environment}.yaml`];
  const read = (file: string) => readFileSync(join(__dirname, '..', file), 'utf8');
  const { values, warnings } = helm.userValues({ files }, read);
  for (const { message } of warnings) console.warn(message);
  return values as unknown as ParentValues;
}
