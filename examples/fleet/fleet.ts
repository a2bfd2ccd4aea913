import { Chart } from 'cdk8s';
import { KvminiHarness } from 'cdk8s-kvmini';
import type { Construct } from 'constructs';

/** The InferenceServices to measure. */
export const SERVICES = [
  { name: 'demo-llm', namespace: 'ml-prod' },
  { name: 'code-llm', namespace: 'ml-prod' },
  { name: 'demo-llm', namespace: 'ml-staging' },
] as const;

/** Where an InferenceService is. */
export interface Service {
  readonly name: string;
  readonly namespace: string;
}

/** A harness for each InferenceService, all in one chart and one namespace. */
export class Fleet extends Chart {
  public readonly harnesses: readonly KvminiHarness[];

  public constructor(scope: Construct, id: string, services: readonly Service[]) {
    super(scope, id, { namespace: 'benchmark' });
    // The construct's id is the release name, which all objects are named after.
    this.harnesses = services.map(
      (isvc) =>
        new KvminiHarness(this, `${isvc.namespace}-${isvc.name}`, {
          values: { nameOverride: 'bench', global: { isvc }, persistence: { size: '5Gi' } },
        }),
    );
  }
}
