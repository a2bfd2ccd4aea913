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

    const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
    // cdk8s gives every object the chart's namespace; a Namespace is in none.
    new ApiObject(this, 'namespace', object).addJsonPatch(JsonPatch.remove('/metadata/namespace'));
    this.inferenceService = new InferenceService(this, 'isvc', inferenceService(values));
    this.harness = KvminiHarness.subchart(this, 'kvmini', {
      parentValues: values,
      releaseName: id,
    });
  }
}
