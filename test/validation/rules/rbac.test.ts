import { type Row, table } from '../../support/issues';

const at = 'rbac.rules[0]';
const rules = (...all: object[]) => ({
  rbac: { rules: all.map((rule) => ({ verbs: ['get'], ...rule })) },
});
const pods = { apiGroups: [''], resources: ['pods'] };
const urls = { nonResourceURLs: ['/metrics'] };

const neither = (rule: object): Row => [
  rules(rule),
  `missing ${at}.resources: expected resources, or nonResourceURLs, found ${'resources' in rule ? 'an empty list' : 'nothing'}`,
];
const beside = (rule: object, fields: string): Row => [
  rules(rule),
  `conflict ${at}.nonResourceURLs: expected none, with ${fields}; give URLs a rule of their own, found a list`,
];
const noGroup = (rule: object, found: string): Row => [
  rules(rule),
  `missing ${at}.apiGroups: expected API groups with the resources; "" is the core group, found ${found}`,
];

table('a rule is about resources of an API group, or about URLs', [
  [rules(pods)],
  [rules({ ...pods, resourceNames: ['one'] })],
  [rules(urls)],
  [rules({ ...urls, resources: [], apiGroups: [], resourceNames: [] })],
  [rules({ ...pods, nonResourceURLs: [] })],
  neither({}),
  neither({ resources: [], nonResourceURLs: [] }),
  neither({ apiGroups: [''] }),
  beside({ ...pods, ...urls }, 'apiGroups and resources'),
  beside({ ...urls, resources: ['pods'] }, 'resources'),
  beside({ ...urls, apiGroups: [''] }, 'apiGroups'),
  beside({ ...urls, resourceNames: ['one'] }, 'resourceNames'),
  noGroup({ resources: ['pods'] }, 'nothing'),
  noGroup({ resources: ['pods'], apiGroups: [] }, 'an empty list'),
  [rules(pods, {}, urls, {}), 'missing rbac.rules[1].resources', 'missing rbac.rules[3].resources'],
]);

const scoped = (scope: string, rule: object) => ({
  rbac: { scope, rules: [{ verbs: ['get'], ...rule }] },
});

table('URLs are granted by a ClusterRole only', [
  [scoped('cluster', urls)],
  [scoped('namespace', pods)],
  [
    scoped('namespace', urls),
    `conflict ${at}.nonResourceURLs: expected none, since only a ClusterRole grants URLs; set rbac.scope to cluster, found a list`,
  ],
]);
