import type { Dashboard, Panel, RowPanel, VariableModel } from '@grafana/schema';
import { latency, load, run } from './client';
import { health, history } from './history';
import { DATASOURCE, type PanelSpec, type Section, toPanel } from './panel';
import { SERVICE_OF_POD, server } from './server';

const COLUMNS = 24;
/** The schema version of Grafana 11, which newer ones migrate by themselves. */
const SCHEMA_VERSION = 39;

/** The dashboard, typed by Grafana's own schema. */
export function createDashboard(): Dashboard {
  return {
    uid: 'kvmini-harness',
    title: 'kvmini benchmark harness',
    description:
      'Runs of the kvmini harness: what clients see, what the generator does, what vLLM says.',
    tags: ['kvmini', 'vllm', 'kserve', 'benchmark'],
    schemaVersion: SCHEMA_VERSION,
    editable: true,
    refresh: '10s',
    time: { from: 'now-1h', to: 'now' },
    templating: { list: variables() },
    annotations: { list: [] },
    panels: layOut([run, latency, load, health, server, history]),
  };
}

function variables(): VariableModel[] {
  return [
    {
      name: 'datasource',
      type: 'datasource',
      label: 'Data source',
      query: 'prometheus',
      current: { text: 'default', value: 'default' },
    },
    chosen('profile', 'Profile', 'label_values(kvmini_requests_total, profile)'),
    chosen('namespace', "Target's namespace", 'label_values(vllm:num_requests_running, namespace)'),
    {
      ...chosen(
        'service',
        'Target',
        'label_values(vllm:num_requests_running{namespace=~"$namespace"}, pod)',
      ),
      regex: SERVICE_OF_POD,
    },
  ];
}

/** A variable of which the reader chooses several values, or all. */
function chosen(name: string, label: string, query: string): VariableModel {
  return {
    ...{ name, type: 'query', label, query, datasource: { ...DATASOURCE }, refresh: 2 },
    ...{ multi: true, includeAll: true, allValue: '.*' },
    current: { text: ['All'], value: ['$__all'] },
  };
}

/** Puts panels beside each other as long as they fit, under the row of their section. */
function layOut(sections: readonly Section[]): (Panel | RowPanel)[] {
  const placed: (Panel | RowPanel)[] = [];
  let y = 0;
  for (const { title, panels } of sections) {
    const gridPos = { x: 0, y, w: COLUMNS, h: 1 };
    placed.push({
      id: placed.length + 1,
      type: 'row',
      title,
      collapsed: false,
      gridPos,
      panels: [],
    });
    y += 1;
    for (const line of lines(panels)) {
      let x = 0;
      for (const spec of line) {
        placed.push(toPanel(spec, placed.length + 1, { x, y }));
        x += spec.width;
      }
      y += Math.max(...line.map((spec) => spec.height));
    }
  }
  return placed;
}

function lines(panels: readonly PanelSpec[]): PanelSpec[][] {
  const all: PanelSpec[][] = [];
  let width = COLUMNS;
  for (const panel of panels) {
    if (width + panel.width > COLUMNS) {
      all.push([]);
      width = 0;
    }
    all.at(-1)?.push(panel);
    width += panel.width;
  }
  return all;
}
