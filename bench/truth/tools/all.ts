import { aiperf } from './aiperf';
import { evalscope } from './evalscope';
import { genaiBench } from './genai-bench';
import { guidellm } from './guidellm';
import { inferencePerf } from './inference-perf';
import { kvmini } from './kvmini';
import type { Tool } from './tool';
import { vllm } from './vllm';

/** The tools, in the order of the table. */
export const TOOLS: readonly Tool[] = [
  kvmini,
  guidellm,
  inferencePerf,
  aiperf,
  evalscope,
  genaiBench,
  vllm,
];
