import type { KserveKind } from 'kvmini-contract/kserve';
import { parse } from 'kvmini-contract/parse';
import { printable } from 'kvmini-contract/printable';
import * as z from 'zod/mini';
import { readable } from './readable';

/** What an object of KServe says of its replicas. */
export interface Wanted {
  /** Its pods at least, by part; a part without a name stands for the whole. */
  readonly parts: Readonly<Record<string, number>>;
  /** Whether its condition `Ready` is true; one that has none yet is not ready. */
  readonly isReady: boolean;
  /** What the condition says where it is not. */
  readonly why: string;
}

const LONGEST_WHY = 200;
const count = z.catch(z.optional(z.int().check(z.gte(0))), undefined);
const text = z.catch(z.optional(z.string()), undefined);
const part = z.catch(z.optional(z.object({ minReplicas: count })), undefined);
const scaled = z.catch(
  z.optional(
    z.object({
      replicas: count,
      scaling: z.catch(z.optional(z.object({ minReplicas: count })), undefined),
    }),
  ),
  undefined,
);
const object = z.catch(
  z.object({
    spec: z.catch(
      z.object({
        ...{ predictor: part, transformer: part, explainer: part },
        replicas: count,
        scaling: z.catch(z.optional(z.object({ minReplicas: count })), undefined),
        prefill: scaled,
      }),
      {},
    ),
    status: z.catch(
      z.object({
        conditions: readable(z.object({ type: text, status: text, reason: text, message: text })),
      }),
      { conditions: [] },
    ),
  }),
  { spec: {}, status: { conditions: [] } },
);

type Spec = z.output<typeof object>['spec'];

/** Without a number KServe makes one. */
const ONE = 1;

function partsOf(kind: KserveKind, spec: Spec): Record<string, number> {
  if (kind === 'LLMInferenceService') {
    const of = (each: z.output<typeof scaled>) =>
      each ? (each.scaling?.minReplicas ?? each.replicas ?? ONE) : 0;
    return { '': of(spec) + of(spec.prefill) };
  }
  const parts = Object.entries({
    predictor: spec.predictor ?? {},
    transformer: spec.transformer,
    explainer: spec.explainer,
  });
  return Object.fromEntries(
    parts.flatMap(([name, each]) => (each ? [[name, each.minReplicas ?? ONE]] : [])),
  );
}

/** How many replicas an InferenceService or LLMInferenceService wants, and whether it says that it is ready. */
export function wantedOf(kind: KserveKind, body: unknown): Wanted {
  const { spec, status } = parse(object, body);
  const ready = status.conditions.find(({ type }) => type === 'Ready');
  const isReady = ready?.status === 'True';
  const failed = status.conditions.find(
    ({ type, status: is, message }) => type !== 'Ready' && is === 'False' && message,
  );
  const { reason, message } = ready?.message ? ready : (failed ?? ready ?? {});
  const said = ready ? [reason, message].filter(Boolean).join(': ') : 'no condition Ready yet';
  return { parts: partsOf(kind, spec), isReady, why: printable(said, LONGEST_WHY) };
}
