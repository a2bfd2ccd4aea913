import { field } from 'kvmini-contract/documented';
import * as z from 'zod/mini';
import { anyText, DNS_SUBDOMAIN, text } from '../formats';
import { named, required, words } from './named';
import { labelSelector } from './selectors';

export const localObjectReference = named(
  'LocalObjectReference',
  'A reference to an object in the same namespace.',
  () => ({ name: required(text('the name of a Secret', DNS_SUBDOMAIN), 'Name of the object') }),
);

export const policyRule = named('PolicyRule', 'What the service account may do.', () => ({
  apiGroups: field(words(), 'API groups; "" is the core group'),
  resources: field(words(), 'Kinds, in plural and lower case'),
  verbs: required(
    words().check(z.minLength(1, { error: 'at least one verb' })),
    'What may be done: get, list, watch and so on',
  ),
  resourceNames: field(words(), 'Only the objects with these names'),
  nonResourceURLs: field(words(), 'Paths of the API server that are no resources'),
}));

const ipBlock = named('IpBlock', 'A range of addresses.', () => ({
  cidr: required(anyText(), 'The range, such as `10.0.0.0/8`'),
  except: field(words(), 'Ranges inside it that are left out'),
}));

export const networkPolicyPeer = named(
  'NetworkPolicyPeer',
  'Who may connect to the harness.',
  () => ({
    podSelector: field(labelSelector(), 'Pods by label'),
    namespaceSelector: field(labelSelector(), 'Namespaces by label'),
    ipBlock: field(ipBlock(), 'A range of addresses'),
  }),
);
