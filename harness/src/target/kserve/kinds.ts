import type { ServiceKind } from '../../settings/service-name';

/** Kinds of KServe that serve models. */
export type KserveKind = Exclude<ServiceKind, 'Service'>;

/** How the Kubernetes API knows a kind. */
export interface KindInfo {
  readonly resource: string;
  /** Versions of its API, the newest first. */
  readonly versions: readonly string[];
  /** Services that it makes, by the part behind its name; asked where its status names no address. */
  readonly services: readonly string[];
  /** The labels of its pods, with `NAME` in them. */
  readonly pods: string;
}

/**
 * @see https://github.com/kserve/kserve/blob/v0.20.0/pkg/constants/constants.go
 * @see https://github.com/kserve/kserve/blob/v0.20.0/pkg/controller/v1alpha2/llmisvc/workload.go
 */
export const KINDS: Readonly<Record<KserveKind, KindInfo>> = {
  InferenceService: {
    resource: 'inferenceservices',
    versions: ['v1beta1'],
    services: ['-predictor', '-predictor-default'],
    pods: 'serving.kserve.io/inferenceservice=NAME',
  },
  LLMInferenceService: {
    resource: 'llminferenceservices',
    versions: ['v1alpha2', 'v1alpha1'],
    services: ['-kserve-workload-svc'],
    pods: 'app.kubernetes.io/part-of=llminferenceservice,app.kubernetes.io/name=NAME,kserve.io/component=workload',
  },
};

/** A selector of the labels that the pods of an object have. */
export const podsOf = (kind: KserveKind, name: string): string =>
  KINDS[kind].pods.replaceAll('NAME', name);
