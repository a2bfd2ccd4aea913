import { readFileSync } from 'node:fs';
import * as cdk8s from 'cdk8s';
import { App } from 'cdk8s';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import * as library from '../../src';
import { codeBlocks } from '../support/markdown';
import type { Rendered } from '../support/render';

const PAGE = readFileSync('docs/running-nightly.md', 'utf8');

/** The objects of the page's app, with its run made by other props where they are given. */
function objects(props?: object): Rendered[] {
  const [code = ''] = codeBlocks(PAGE, 'ts');
  const body = code.replace(/^import .*$/gm, '').replace('app.synth();', '');
  const app = new App();
  class Run extends library.KvminiRun {
    constructor(...[scope, id, own]: ConstructorParameters<typeof library.KvminiRun>) {
      super(scope, id, props ? { release: own.release, ...props } : own);
    }
  }
  const names = ['App', 'Chart', 'KvminiHarness', 'KvminiRun'];
  const given = [
    function one() {
      return app;
    },
    cdk8s.Chart,
    library.KvminiHarness,
    Run,
  ];
  new Function(...names, body)(...given);
  return app.charts.flatMap((chart) => chart.toJson());
}

test('the app makes a CronJob beside the harness, and the file says the same', () => {
  const made = objects();
  expect(made.at(-1)).toMatchObject({
    ...{ kind: 'CronJob', metadata: { name: 'kvmini-harness-nightly' } },
    spec: { schedule: '0 3 * * *', timeZone: 'Europe/Berlin', concurrencyPolicy: 'Forbid' },
  });
  const [file = ''] = codeBlocks(PAGE, 'yaml');
  expect(objects(parse(file)).at(-1)).toEqual(made.at(-1));
});

test('each prop of a run is in the table', () => {
  const shown = [...PAGE.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  );
  const api = readFileSync('docs/api.md', 'utf8');
  const fieldsOf = (name: string) => {
    const [section = ''] = api.split(`\n## ${name}\n`)[1]?.split('\n## ') ?? [];
    return [...section.matchAll(/^\| `(\w+)\?` \|/gm)].map(([, field]) => field);
  };
  const props = [...fieldsOf('KvminiRunSettings'), ...fieldsOf('KvminiRunSchedule')];
  expect(props).toHaveLength(18);
  expect(shown.sort()).toEqual(props.filter((name) => name !== 'name').sort());
});
