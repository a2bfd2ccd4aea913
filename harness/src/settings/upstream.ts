import {
  type Profile,
  type ProfileLoad,
  profileLoad,
  SERVER_SETTINGS,
  SNAKE_CASE,
} from 'kvmini-contract/profile';

const LOAD_NAMES = Object.keys(profileLoad.def.shape) as readonly (keyof ProfileLoad)[];

/** The load of a profile, with what its reader must know or correct. */
export interface ReadLoad {
  readonly load: ProfileLoad;
  readonly notes: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Takes the load out of a profile, which may be written as those of kserve-vllm-mini are: names in
 * snake case, a schema and tools as fields of their own, settings of the server beside.
 */
export function loadOf(profile: Profile): ReadLoad {
  const problems: string[] = [];
  const own = Object.fromEntries(
    LOAD_NAMES.filter((name) => profile[name] !== undefined).map((name) => [name, profile[name]]),
  );
  for (const [snake, name] of Object.entries(SNAKE_CASE)) {
    const value = profile[snake as keyof typeof SNAKE_CASE];
    if (value === undefined) continue;
    if (name in own) problems.push(`${name} and ${snake} are the same setting; leave one out`);
    own[name] = value;
  }
  const body = bodyOf(profile, problems);
  if (Object.keys(body).length > 0) own.extraBody = { ...body, ...(own.extraBody as object) };
  return { load: own, notes: notesOf(profile), problems };
}

function bodyOf({ tools, test_schema }: Profile, problems: string[]): Record<string, unknown> {
  const schema = test_schema === undefined ? undefined : readSchema(test_schema, problems);
  return {
    ...(tools === undefined ? {} : { tools: tools.map(asTool) }),
    ...(schema === undefined
      ? {}
      : {
          response_format: { type: 'json_schema', json_schema: { name: 'test_schema', schema } },
        }),
  };
}

/** A function as OpenAI's API has it; kserve-vllm-mini leaves out what is around it. */
const asTool = (tool: Record<string, unknown>) =>
  'function' in tool || 'type' in tool ? tool : { type: 'function', function: tool };

function readSchema(schema: string | Record<string, unknown>, problems: string[]): unknown {
  if (typeof schema !== 'string') return schema;
  try {
    const found: unknown = JSON.parse(schema);
    if (typeof found === 'object' && found !== null && !Array.isArray(found)) return found;
  } catch {
    // Told below, as is JSON of another kind.
  }
  problems.push('test_schema: expected a JSON Schema, as a map or as the text of a JSON object');
  return undefined;
}

function notesOf(profile: Profile): string[] {
  const found = SERVER_SETTINGS.filter((name) => profile[name] !== undefined);
  if (found.length === 0) return [];
  return found.map(
    (name) =>
      `${name} are settings of the server, which a run can't change: the server must have been started with them (${named(profile[name])})`,
  );
}

function named(settings: unknown): string {
  return typeof settings === 'object' && settings !== null
    ? Object.keys(settings).join(', ')
    : 'none is named';
}
