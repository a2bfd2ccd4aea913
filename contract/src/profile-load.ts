import { printableList } from './printable';
import {
  type Profile,
  type ProfileLoad,
  profileLoad,
  SERVER_SETTINGS,
  SNAKE_CASE,
} from './profile';
import { readSchema } from './profile-rules';

const LOAD_NAMES = Object.keys(profileLoad.def.shape) as readonly (keyof ProfileLoad)[];

/** The load of a profile, with what its reader must know. */
export interface ReadLoad {
  readonly load: ProfileLoad;
  readonly notes: readonly string[];
}

/**
 * Takes the load out of a profile, which may be written as those of kserve-vllm-mini are: names in
 * snake case, a schema and tools as fields of their own, settings of the server beside.
 */
export function loadOf(profile: Profile): ReadLoad {
  const own = Object.fromEntries(
    LOAD_NAMES.filter((name) => profile[name] !== undefined).map((name) => [name, profile[name]]),
  );
  for (const [snake, name] of Object.entries(SNAKE_CASE)) {
    const value = profile[snake as keyof typeof SNAKE_CASE];
    if (value === undefined) continue;
    own[name] = value;
  }
  const body = bodyOf(profile);
  if (Object.keys(body).length > 0) own.extraBody = { ...body, ...(own.extraBody as object) };
  return { load: own, notes: notesOf(profile) };
}

function bodyOf({ tools, test_schema }: Profile): Record<string, unknown> {
  const schema = typeof test_schema === 'string' ? readSchema(test_schema) : test_schema;
  const format = { type: 'json_schema', json_schema: { name: 'test_schema', schema } };
  return {
    ...(tools === undefined ? {} : { tools: tools.map(asTool) }),
    ...(schema === undefined ? {} : { response_format: format }),
  };
}

/** A function as OpenAI's API has it; kserve-vllm-mini leaves out what is around it. */
const asTool = (tool: Record<string, unknown>) =>
  'function' in tool || 'type' in tool ? tool : { type: 'function', function: tool };

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
    ? printableList(Object.keys(settings))
    : 'none is named';
}
