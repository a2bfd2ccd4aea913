/** How the command finds and asks a server, and what it writes of that. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listen, WHOLE } from '../request/served';
import { newFolder } from '../run/runs';
import { shortRun } from './patched';
import { onlyRun, run } from './program';

/** A server of KServe's kind that keeps the bodies and headers of what it is asked. */
async function startKserve() {
  const bodies: Record<string, unknown>[] = [];
  const headers: NodeJS.Dict<string | string[]>[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    if (request.url?.startsWith('/v1/models')) return response.end('{"models":["mine"]}');
    if (!request.url?.startsWith('/openai/v1/chat/completions')) {
      return response.writeHead(404).end('{}');
    }
    bodies.push(JSON.parse(body));
    headers.push(request.headers);
    response.setHeader('server', 'evil\u009b2J').end(WHOLE);
  });
  return { url: await listen(server), bodies, headers };
}

const textOf = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');

test('what was asked and found stands in run.json, without a key or a value of a header', async () => {
  const { url, bodies, headers } = await startKserve();
  const out = newFolder();
  const { code, stderr } = await run(
    [
      ...shortRun(`${url}?api-version=3&sig=s3cret`, out),
      ...['--header', 'Host: s3cret.example.com', '--header', 'X-Team: s3cret'],
      ...['--header-env', 'api-key=MY_KEY', '--extra-body', '{"temperature":0,"token":"s3cret"}'],
    ],
    { MY_KEY: 's3cret\n' },
  );
  const folder = onlyRun(out) ?? '';
  expect(code).toBe(0);
  const note = `the model's name is from ${url}/v1/models?api-version=3&sig=***, since ${url}/openai/v1/models?api-version=3&sig=*** answered 404`;
  expect(stderr).toBe(`kvmini: ${note}\n`);
  expect(JSON.parse(textOf(folder, 'run.json')).target).toEqual({
    ...{ url: `${url}/openai/v1`, asked: `${url}/?api-version=3&sig=***`, from: '--url' },
    requests: `${url}/openai/v1/chat/completions?api-version=3&sig=***`,
    ...{ model: 'mine', server: null, notes: [note] },
  });
  for (const name of ['run.json', 'results.json', 'report.html', 'requests.jsonl']) {
    expect(textOf(folder, name)).not.toContain('s3cret');
  }
  expect(bodies).toHaveLength(6);
  for (const body of bodies) expect(body).toMatchObject({ temperature: 0, token: 's3cret' });
  for (const each of headers)
    expect(each).toMatchObject({ 'x-team': 's3cret', 'api-key': 's3cret' });
});

test('a dry run shows the addresses that would be used, with secrets hidden, and asks none', async () => {
  const dry = (...flags: string[]) => run(['bench', '--profile', 'smoke', '--dry-run', ...flags]);
  const { stdout } = await dry(
    ...['--url', 'https://h/api/v3/chat/completions?token=s3cret', '--header', 'a: s3cret'],
  );
  expect(stdout).not.toContain('s3cret');
  expect(stdout).toMatch(/^models from +https:\/\/h\/api\/v3\/models\?token=\*\*\*$/m);
  expect(stdout).toMatch(/^requests to +https:\/\/h\/api\/v3\/chat\/completions\?token=\*\*\*$/m);
  expect(stdout).toMatch(/^header +\["a"\] {2}\(flag\)$/m);
  const { code, stderr } = await dry('--url', 'http://h', '--api-key-env', 'sk-s3cret');
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr:
      "kvmini: --api-key-env: expected the name of an environment variable that holds a key; what was given is no variable's name\n",
  });
});

test('each flag that only kserve-vllm-mini has gets one line that says what to use', async () => {
  const flags: [string, string | undefined, string][] = [
    ['--api-key', 'sk-s3cret', '--api-key-env'],
    ['--run-dir', 'runs/1', '--output-dir'],
    ['--prom-url', 'http://prometheus:9090', 'use --prometheus-url'],
    ['--cost-file', 's3cret.yaml', 'use --price'],
    ['--bundle', undefined, 'copy that'],
    ['--loadtest-args', '--temperature 1', '--extra-body'],
    ['--model-uri', 's3://s3cret', '--model'],
    ['--skip-deploy', undefined, 'leave it out'],
  ];
  const given = flags.flatMap(([flag, value]) => [flag, ...(value === undefined ? [] : [value])]);
  const { code, stdout, stderr } = await run(['bench', '--requests', '5', ...given]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  const lines = stderr.trim().split('\n');
  expect(lines).toHaveLength(flags.length);
  for (const [index, [flag, , use]] of flags.entries()) {
    expect(lines[index]).toMatch(new RegExp(`^kvmini: ${flag}: .*${use}`));
  }
  expect(stderr).not.toContain('s3cret');
  const unknown = await run(['bench', '--apikey=s3cret', '--url', 'http://h']);
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toMatch(/unknown option '--apikey=\*\*\*/);
  expect(unknown.stderr).not.toContain('s3cret');
});

test('--list-profiles lists them, and kvmini profiles shows no control character of theirs', async () => {
  const data = newFolder();
  mkdirSync(join(data, 'profiles'));
  writeFileSync(
    join(data, 'profiles/odd\u001b[31m.yaml'),
    'description: "gone\\e[2J\\nkvmini: forged"\nvllm_features: {device: cpu}\n',
  );
  writeFileSync(join(data, 'profiles/bad.yaml'), '"\\e[2Jx": 1\n');
  const env = { KVMINI_DATA: data };
  const [listed, profiles] = await Promise.all([
    run(['bench', '--list-profiles'], env),
    run(['profiles'], env),
  ]);
  expect(listed).toMatchObject({ code: 0, stdout: profiles.stdout });
  expect(profiles.stdout).toContain('gone\\u001b[2J\\u000akvmini: forged');
  expect(profiles.stdout).toContain('vllm_features are settings of the server');
  expect(profiles.stdout).toContain('\\u001b[2Jx: unknown');
  expect(profiles.stdout).not.toMatch(/[^\P{C}\n]/u);
});

test('a data set that never ends is refused before anything is sent', async () => {
  const { url, bodies } = await startKserve();
  const { code, stderr } = await run([...shortRun(url, newFolder()), '--dataset', '/dev/zero']);
  expect(code).toBe(2);
  expect(stderr).toContain('dataset /dev/zero: expected a regular file, found a device');
  expect(bodies).toEqual([]);
});
