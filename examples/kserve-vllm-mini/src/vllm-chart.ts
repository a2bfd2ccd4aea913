import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { KvminiHarness } from 'cdk8s-kvmini';
import type { Construct } from 'constructs';
import { InferenceService } from '../imports/serving.kserve.io';
import { inferenceService } from './inference-service';
import type { ParentValues } from './values';

/** A namespace, the model server in it and, where `kvmini.enabled` says so, the harness that measures it. */
export class VllmChart extends Chart {
  public readonly inferenceService: InferenceService;
  public readonly harness: KvminiHarness | undefined;

  public constructor(scope: Construct, id: string, values: ParentValues) {
    const { namespace } = values.global.isvc;
    super(scope, id, { namespace });

    // With the namespace the results would go: neither Argo CD nor Flux may remove it.
    const annotations = {
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
      'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    };
    const metadata = { name: namespace, annotations };
    const object = { apiVersion: 'v1', kind: 'Namespace', metadata };
    // cdk8s gives every object the chart's namespace; a Namespace is in none.
    new ApiObject(this, 'namespace', object).addJsonPatch(JsonPatch.remove('/metadata/namespace'));
    this.inferenceService = new InferenceService(this, 'isvc', inferenceService(values));
    this.harness = KvminiHarness.subchart(this, 'kvmini', {
      parentValues: values,
      releaseName: id,
    });
  }
}
