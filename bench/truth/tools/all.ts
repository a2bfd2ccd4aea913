import { aiperf } from './aiperf';
import { evalscope } from './evalscope';
import { kvmini } from './kvmini';
import type { Tool } from './tool';

/** The tools, in the order of the table. */
export const TOOLS: readonly Tool[] = [kvmini, evalscope, aiperf];
