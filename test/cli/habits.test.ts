import { describe, expect, test } from 'vitest';
import { helmCommands } from '../../src/cli/habits/commands';
import { parse } from '../../src/cli/habits/parse';
import { readArguments } from '../../src/cli/habits/read-arguments';
import { program } from '../../src/cli/program';

const words = (line: string) => line.split(' ').filter((word) => word !== '');

/** The command `template`, as it is typed. */
function template() {
  const command = program().commands.find((one) => one.name() === 'template');
  if (!command) throw new Error('there is no template');
  return command;
}

/** What commander is given of a line after `template`. */
const read = (line: string) => readArguments(template(), words(line));

/** Why a line is not run: a line for each reason. */
function refused(line: string): readonly string[] {
  try {
    parse(program(), words(line));
  } catch (error) {
    expect(error).toMatchObject({ status: 2 });
    return (error as Error).message.split('\n');
  }
  throw new Error('expected it to be refused');
}

/** A line is refused in one line, which begins so. */
function expectOneLine(line: string, expected: string): void {
  const [said = '', ...others] = refused(line);
  expect(said.slice(0, expected.length)).toBe(expected);
  expect(others).toEqual([]);
}

describe('flags are read as Helm reads them', () => {
  test.each<readonly [line: string, args: string]>([
    ['vllm -n=ns', '--namespace ns -- vllm'],
    ['vllm -nns', '--namespace ns -- vllm'],
    ['-n ns vllm', '--namespace ns -- vllm'],
    ['vllm --namespace=ns', '--namespace ns -- vllm'],
    ['vllm --namespace=', '--namespace  -- vllm'],
    ['vllm --set a=b=c --set=d=e', '--set a=b=c --set d=e -- vllm'],
    ['vllm --set -x=1', '--set -x=1 -- vllm'],
    ['vllm --set --create-namespace', '--set --create-namespace -- vllm'],
    ['vllm -f=b.yaml -f -', '--values b.yaml --values - -- vllm'],
    ['vllm --create-namespace=true', '--create-namespace -- vllm'],
    ['vllm --create-namespace=1', '--create-namespace -- vllm'],
    // As Go reads a group of letters: a value begins behind `=` only where there is one.
    ['vllm -n=', '--namespace = -- vllm'],
    ...['1', 't', 'T', 'TRUE', 'true', 'True'].map(
      (on) => [`vllm --create-namespace=${on}`, '--create-namespace -- vllm'] as [string, string],
    ),
    ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map(
      (off) => [`vllm --create-namespace=${off}`, '-- vllm'] as [string, string],
    ),
    ['vllm --create-namespace --create-namespace=F', '-- vllm'],
    ['--version 1.0.0 vllm', '--version 1.0.0 -- vllm'],
    ['--version v1.0.0 vllm', '--version v1.0.0 -- vllm'],
    ['-- vllm', '-- vllm'],
    ['vllm --wait=false --atomic=false', '-- vllm'],
    ['vllm --dry-run=client --dry-run', '-- vllm'],
    ['vllm --dry-run=none --dry-run=true --dry-run=false --dry-run=unset', '-- vllm'],
    ['vllm --skip-tests --include-crds --no-hooks', '-- vllm'],
  ])('template %s', (line, args) => {
    const reading = read(line);
    expect(reading.args.join(' ')).toBe(args);
    expect(reading.warnings).toEqual([]);
  });

  test('Helm takes its own flags before the command', () => {
    const printed: unknown[] = [];
    const own = program();
    own.commands[0]?.action((release, flags) => {
      printed.push([release, flags]);
    });
    parse(own, words('-n ns --color never template vllm --set a=b'));
    expect(printed).toEqual([['vllm', { namespace: 'ns', set: ['a=b'] }]]);
  });

  test('values files may have commas between them, or in them', () => {
    const filesOf = (...args: string[]) => {
      const command = template().action(() => undefined);
      command.parse(readArguments(command, ['vllm', ...args]).args, { from: 'user' });
      return command.opts().values;
    };
    expect(filesOf('-f', 'a.yaml,b.yaml', '--values=c.yaml')).toEqual([
      'a.yaml',
      'b.yaml',
      'c.yaml',
    ]);
    expect(filesOf('-f', '"a,1.yaml",b.yaml')).toEqual(['a,1.yaml', 'b.yaml']);
    expect(filesOf('-f', '"a""1.yaml"')).toEqual(['a"1.yaml']);
    expect(filesOf('-f', 'a.yaml,')).toEqual(['a.yaml', '']);
  });

  test.each([
    ['--debug', '--debug changes nothing: '],
    ['--api-versions monitoring.coreos.com/v1', '--api-versions changes nothing: '],
    ['-a v1', '-a changes nothing: '],
    ['--is-upgrade', '--is-upgrade changes nothing: '],
  ])('%s is warned of', (line, warning) => {
    const { args, warnings } = read(`vllm ${line}`);
    expect(args).toEqual(['--', 'vllm']);
    expect(warnings).toEqual([expect.stringContaining(warning)]);
  });
});

describe('what this command does not do is refused in one line that says what does', () => {
  test.each([
    ['install vllm charts/kvmini -n b --wait', 'cdk8s-kvmini template vllm … | kubectl apply -f -'],
    ['-n b install --wait --timeout 5m vllm .', 'template vllm … |'],
    ['upgrade --install vllm charts/kvmini', 'template vllm … | kubectl apply'],
    ['uninstall vllm', '--without claim | kubectl delete -f -'],
    ['delete vllm', '--without claim | kubectl delete -f -'],
    ['diff upgrade vllm charts/kvmini', 'kubectl diff -f -'],
    ['lint charts/kvmini', 'template NAME … > /dev/null'],
    ['get values vllm', 'cdk8s-kvmini notes vllm … its notes'],
    ['get values vllm', 'your files'],
    ['get manifest', 'cdk8s-kvmini template NAME …'],
    ['diff revision vllm 1 2', 'cdk8s-kvmini template vllm …'],
    ['secrets upgrade vllm .', 'cdk8s-kvmini template vllm -f values.yaml'],
    ['plugin list', 'template NAME … | PROGRAM'],
    ['help install', 'install: this command prints manifests'],
    ['help foo', "unknown command 'foo'"],
    ['ls', 'kubectl get deployments'],
    ['rollback vllm 1', 'kubectl apply -f -'],
    ['show values charts/kvmini', 'cdk8s-kvmini values'],
    ['instal vllm', 'did you mean install? install: '],
    ['tempalte vllm', 'did you mean template?'],
    [
      'template vllm charts/kvmini',
      'kvmini 1.0.0 comes with this command; type cdk8s-kvmini template vllm',
    ],
    ['template vllm kvmini/kvmini --version 1.0.0', 'comes with this command'],
    ['template charts/kvmini', 'name the release: cdk8s-kvmini template NAME'],
    ['template .', 'name the release'],
    ['template ./kvmini-1.0.0.tgz', 'name the release'],
    ['template kvmini-1.0.0.tgz', 'name the release'],
    ['template vllm --timeout=false', '--timeout: '],
    ['template vllm --wait-for-jobs=maybe', 'expected true or false after "="'],
    ['template oci://registry.example.com/kvmini', 'name the release'],
    ['values charts/kvmini', 'comes with this command; type cdk8s-kvmini values'],
    ['template', 'type cdk8s-kvmini template NAME'],
    ['completion', 'type cdk8s-kvmini completion bash or zsh or fish'],
    [
      'template vllm --wait',
      'kubectl rollout status deployment -n NAMESPACE -l app.kubernetes.io/instance=vllm',
    ],
    ['template vllm --wait=watcher', 'kubectl rollout status'],
    ['template vllm --timeout 5m', '--timeout'],
    ['template vllm --atomic', 'apply the manifests of the commit before'],
    ['template --generate-name', 'name the release: cdk8s-kvmini template NAME'],
    ['template -g', 'name the release'],
    ['template --release vllm', 'name the release'],
    [
      'template vllm --post-renderer ./x.sh',
      'cdk8s-kvmini template vllm | PROGRAM | kubectl apply',
    ],
    ['template kvmini --repo https://x.example', 'comes with this command'],
    ['template vllm --kube-context prod', 'kubectl --context CONTEXT apply -f -'],
    ['template vllm --dry-run=server', 'kubectl apply --dry-run=server -f -'],
    ['template vllm --server-side', 'kubectl apply --server-side -f -'],
    ['template vllm --server-side=auto', 'kubectl apply --server-side -f -'],
    ['template vllm --output-dir=', '--output-dir: expected a folder, found an empty text'],
    ['template vllm --dry-run=srv', 'expected client or none'],
    ['template vllm --reuse-values', 'give all of them with -f and --set'],
    ['template vllm --create-namespace=maybe', 'expected true or false'],
    ['template vllm --namespace', '--namespace: a value is missing'],
    ['template vllm --version', '--version: a value is missing'],
    ['template vllm a.b=c', 'a.b=…: it belongs to no flag'],
    ['notes vllm -s templates/service.yaml', "unknown option '-s' (cdk8s-kvmini notes --help"],
    ['values --namespace x', "unknown option '--namespace' (cdk8s-kvmini values --help"],
  ])('%s', (line, remedy) => {
    expect(refused(line)).toEqual([expect.stringContaining(remedy)]);
  });

  test('all of them at once', () => {
    const lines = refused('template vllm --wait --atomic --timeout 5m');
    expect(lines.map((line) => line.split(':')[0])).toEqual(['--wait', '--atomic', '--timeout']);
  });

  test('no value is shown, which may be a secret', () => {
    const lines = refused('template vllm --password=hf_SECRET --username x apiKey=hf_SECRET');
    expect(lines.join('\n')).not.toContain('hf_SECRET');
    expect(lines).toHaveLength(3);
  });

  test('every command of Helm has a line', () => {
    for (const { names, says } of helmCommands()) {
      for (const name of names) expect(refused(name)[0]).toContain(`${name}: `);
      expect(says).not.toContain('\n');
    }
  });
});

describe('suggestions come only where they are near', () => {
  test.each([
    ['--sett', '--set'],
    ['--st', '--set'],
    ['--namespce', '--namespace'],
    ['--out', '--output-dir'],
    ['--value', '--values'],
    ['--set_string', '--set-string'],
    ['--sets', '--set'],
  ])('%s is meant for %s', (flag, meant) => {
    expect(refused(`template vllm ${flag} x`)).toEqual([
      `unknown option '${flag}'; did you mean ${meant}? (cdk8s-kvmini template --help lists its options)`,
    ]);
  });

  test.each([
    ...['--foo', '--tag', '--quiet', '-z', '--image', '--get'],
    // The opposite is never meant.
    ...['--no-parent', '--no-create-namespace', '--with'],
  ])('%s is not', (flag) => {
    expect(refused(`template vllm ${flag} x`)).toEqual([
      `unknown option '${flag}' (cdk8s-kvmini template --help lists its options)`,
    ]);
  });

  test.each([
    ['--skip-test', '--skip-tests?'],
    ['--include-crd', '--include-crds?'],
    ['--dryrun', '--dry-run?'],
    ['--wiat', '--wait? --wait: apply the manifests, then wait with kubectl rollout status'],
    ['--atomc', '--atomic? --atomic: nothing is rolled back by itself; '],
    ['--reuse-valeus', '--reuse-values? --reuse-values: there is no stored release '],
    ['--kube-contxt', '--kube-context? --kube-context: this command asks no cluster; '],
  ])('%s is meant for what Helm has and this command has not', (flag, meant) => {
    expectOneLine(`template vllm ${flag} x`, `unknown option '${flag}'; did you mean ${meant}`);
  });

  test('what follows an unknown flag is not taken for a release, since it may be a secret', () => {
    const [line, ...others] = refused('template --post-rendrer secret vllm');
    expect(line).toContain('cdk8s-kvmini template NAME | PROGRAM');
    expect(others).toEqual([]);
  });

  test.each([
    ['up r', "unknown command 'up'; did you mean upgrade? upgrade: this command prints"],
    ['in r', "unknown command 'in' (cdk8s-kvmini --help lists commands)"],
    ['ps', "unknown command 'ps' (cdk8s-kvmini --help lists commands)"],
  ])('%s leads to no other command that is as short', (line, expected) => {
    expectOneLine(line, expected);
  });
});

describe('one line says one thing', () => {
  test.each([
    ['template --generate-name charts/kvmini', '--generate-name: name the release: '],
    ['template --name foo .', '--name: name the release: '],
    ['template vllm -f a.yaml b.yaml', 'b.yaml: a word too many; several values files have commas'],
    ['--namespace ns', '--namespace: the command is missing; type cdk8s-kvmini template NAME '],
    ['-n ns --set a=b', '-n: the command is missing; type cdk8s-kvmini template NAME -n '],
  ])('%s', (line, expected) => {
    expectOneLine(line, expected);
  });
});
