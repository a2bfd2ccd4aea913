/** What each tool reads on an object that it must not remove; kubectl reads none of it. */
export const RETAINED = {
  'helm.sh/resource-policy': 'keep',
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'kapp.k14s.io/delete-strategy': 'orphan',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
} as const;
