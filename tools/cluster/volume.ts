/** The volume that a claim in a namespace is bound to, where a test stands for a provisioner. */
export const volumeIn = (namespace: string): string => `results-in-${namespace}`;
