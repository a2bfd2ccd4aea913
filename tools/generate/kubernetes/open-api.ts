/** An OpenAPI schema, as far as Kubernetes' types need it. */
export interface OpenApi {
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, OpenApi>>;
  readonly additionalProperties?: OpenApi | boolean;
  readonly items?: OpenApi;
  readonly allOf?: readonly OpenApi[];
  readonly oneOf?: readonly OpenApi[];
  readonly $ref?: string;
}

/** One of the documents that an API server publishes below `/openapi/v3`. */
export interface OpenApiDocument {
  readonly components: { readonly schemas: Readonly<Record<string, OpenApi>> };
}

/** Where the types are published: paths below `/openapi/v3`, and of the files in `api/openapi-spec/v3`. */
export const DOCUMENTS: readonly string[] = [
  'api/v1',
  'apis/networking.k8s.io/v1',
  'apis/rbac.authorization.k8s.io/v1',
];

/** The types that values of the chart may have; they bring those that they are made of. */
export const ROOTS: readonly string[] = [
  'Affinity',
  'Container',
  'EnvFromSource',
  'EnvVar',
  'HostAlias',
  'LabelSelector',
  'Lifecycle',
  'LocalObjectReference',
  'NetworkPolicyEgressRule',
  'NetworkPolicyIngressRule',
  'NetworkPolicyPeer',
  'NetworkPolicyPort',
  'PodDNSConfig',
  'PodSecurityContext',
  'PolicyRule',
  'Probe',
  'ResourceRequirements',
  'SecurityContext',
  'Toleration',
  'TopologySpreadConstraint',
  'TypedLocalObjectReference',
  'Volume',
  'VolumeMount',
];

/** What an API server lets be said of a claim that a volume brings: it refuses everything else of the metadata. */
const TEMPLATE_METADATA = 'PersistentVolumeClaimTemplateMetadata';
const METADATA: OpenApi = {
  type: 'object',
  properties: {
    annotations: { type: 'object', additionalProperties: { type: 'string' } },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
  },
};

/** Types whose values are no maps of fields; the interpreter knows them by name. */
const SCALARS = ['Quantity', 'IntOrString'];

/** `io.k8s.api.core.v1.Volume` is `Volume`. */
const shortName = (name: string) => name.replace(/^.*[./]/, '');

type Schemas = Readonly<Record<string, OpenApi>>;

function allSchemas(documents: readonly OpenApiDocument[]): Schemas {
  const all = documents.flatMap(({ components }) => Object.entries(components.schemas));
  // Events have types of the same names in other groups; core comes first, and stays.
  return Object.fromEntries(all.reverse().map(([name, schema]) => [shortName(name), schema]));
}

/** A schema without sentences and without what only helps to merge lists. */
function plain({ type, format, items, additionalProperties: rest, allOf, $ref }: OpenApi): OpenApi {
  const reference = $ref ?? allOf?.[0]?.$ref;
  if (reference !== undefined) return { $ref: shortName(reference) };
  return {
    ...(type === undefined ? {} : { type }),
    ...(format === undefined ? {} : { format }),
    ...(items === undefined ? {} : { items: plain(items) }),
    ...(typeof rest === 'object' ? { additionalProperties: plain(rest) } : {}),
  };
}

function plainType(name: string, { required, properties = {} }: OpenApi): OpenApi {
  const fields = Object.entries(properties).map(([field, schema]): [string, OpenApi] => {
    const isTemplate = name === 'PersistentVolumeClaimTemplate' && field === 'metadata';
    return [field, isTemplate ? { $ref: TEMPLATE_METADATA } : plain(schema)];
  });
  return {
    ...(required === undefined ? {} : { required: [...required].sort() }),
    properties: Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** The types that a schema names. */
function references({
  $ref,
  items,
  additionalProperties: rest,
  properties = {},
}: OpenApi): string[] {
  const inner = [items, rest, ...Object.values(properties)].filter(
    (one) => typeof one === 'object',
  );
  return [...($ref === undefined ? [] : [$ref]), ...inner.flatMap(references)];
}

/**
 * The types that the roots are made of, in the order of their names.
 *
 * @param documents what an API server publishes, or its source: a test compares the two
 */
export function typesOf(documents: readonly OpenApiDocument[], roots = ROOTS): Schemas {
  const schemas: Schemas = { ...allSchemas(documents), [TEMPLATE_METADATA]: METADATA };
  const found = new Map<string, OpenApi>();
  const visit = (name: string): void => {
    if (found.has(name) || SCALARS.includes(name)) return;
    const schema = schemas[name];
    if (schema === undefined) return;
    const own = plainType(name, schema);
    found.set(name, own);
    for (const inner of references(own)) visit(inner);
  };
  for (const root of roots) visit(root);
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
