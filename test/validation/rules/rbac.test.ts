import { type Row, table } from '../../support/issues';

const at = 'rbac.rules[0]';
const rules = (...all: object[]) => ({
  rbac: { rules: all.map((rule) => ({ verbs: ['get'], ...rule })) },
});
const pods = { apiGroups: [''], resources: ['pods'] };
const urls = { nonResourceURLs: ['/metrics'] };

const neither = (rule: object): Row => [
  rules(rule),
  `missing ${at}: expected either resources or nonResourceURLs, found neither`,
];
const both = (rule: object): Row => [
  rules(rule),
  `conflict ${at}: expected either resources or nonResourceURLs, found both`,
];
const noGroup = (rule: object): Row => [
  rules(rule),
  `missing ${at}: expected apiGroups with the resources, found none; "" is the core group`,
];

table('a rule is about resources or URLs', [
  [rules(pods)],
  [rules({ ...pods, resourceNames: ['one'] })],
  [rules(urls)],
  [rules({ ...urls, resources: [] })],
  [rules({ ...pods, nonResourceURLs: [] })],
  neither({}),
  neither({ resources: [], nonResourceURLs: [] }),
  neither({ apiGroups: [''] }),
  both({ ...pods, ...urls }),
  both({ resources: ['pods'], ...urls }),
  noGroup({ resources: ['pods'] }),
  noGroup({ resources: ['pods'], apiGroups: [] }),
  [rules(pods, {}, urls, {}), 'missing rbac.rules[1]', 'missing rbac.rules[3]'],
]);

table('URLs belong to no group and have no names', [
  [
    rules({ ...urls, apiGroups: [''] }),
    `conflict ${at}.apiGroups: expected no apiGroups with nonResourceURLs; give resources a rule of their own`,
  ],
  [
    rules({ ...urls, resourceNames: ['one'] }),
    `conflict ${at}.resourceNames: expected no resourceNames with nonResourceURLs; give resources a rule of their own`,
  ],
  [
    rules({ ...urls, resourceNames: ['one'], apiGroups: [''] }),
    `conflict ${at}.apiGroups`,
    `conflict ${at}.resourceNames`,
  ],
  [rules({ ...urls, apiGroups: [], resourceNames: [] })],
]);

const scoped = (scope: string, ...all: object[]) => ({ rbac: { ...rules(...all).rbac, scope } });

table('only a ClusterRole grants URLs', [
  [scoped('cluster', urls)],
  [scoped('namespace', pods)],
  [scoped('namespace', { ...pods, nonResourceURLs: [] })],
  [
    scoped('namespace', pods, urls),
    'conflict rbac.rules[1].nonResourceURLs: expected none, since only a ClusterRole grants URLs; set rbac.scope to cluster',
  ],
]);

table('a rule has a verb', [
  [rules({ ...pods, verbs: ['*'] })],
  [
    rules({ ...pods, verbs: [] }),
    `missing ${at}.verbs: expected at least one verb, found an empty list`,
  ],
  [{ rbac: { rules: [pods] } }, `missing ${at}.verbs`],
  [rules({ ...pods, verbs: 'get' }), `wrong-type ${at}.verbs`],
  [rules({ ...pods, verbs: [1] }), `wrong-type ${at}.verbs[0]`],
]);
