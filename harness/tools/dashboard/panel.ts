import type { Panel } from '@grafana/schema';

/** One query of a panel. */
export interface Query {
  readonly expr: string;
  readonly legend?: string;
  readonly format?: 'time_series' | 'heatmap' | 'table';
  readonly instant?: boolean;
}

/** What a panel shows; its place is found when the dashboard is put together. */
export interface PanelSpec {
  readonly type: 'timeseries' | 'stat' | 'heatmap' | 'table' | 'gauge';
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  /** Of the 24 columns. */
  readonly width: number;
  readonly height: number;
  readonly queries: readonly Query[];
  readonly options?: Record<string, unknown>;
  readonly max?: number;
}

/** Panels under one heading. */
export interface Section {
  readonly title: string;
  readonly panels: readonly PanelSpec[];
}

/** Half of the width. */
export const HALF = { width: 12, height: 8 } as const;

/** The datasource that the reader chose. */
export const DATASOURCE = { type: 'prometheus', uid: '$datasource' } as const;

const OPTIONS: Readonly<Record<PanelSpec['type'], Record<string, unknown>>> = {
  timeseries: {
    legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
    tooltip: { mode: 'multi', sort: 'desc' },
  },
  stat: {
    reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    colorMode: 'value',
    graphMode: 'none',
  },
  gauge: { reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false } },
  heatmap: {
    calculate: false,
    color: { mode: 'scheme', scheme: 'Oranges', steps: 64 },
    yAxis: { unit: 's' },
    cellGap: 1,
    tooltip: { mode: 'single', yHistogram: true },
  },
  table: { showHeader: true },
};

/** A panel as Grafana reads it. */
export function toPanel(
  spec: PanelSpec,
  id: number,
  place: { readonly x: number; readonly y: number },
): Panel {
  const { type, title, description, unit, width: w, height: h, queries, max } = spec;
  return {
    id,
    type,
    title,
    description,
    datasource: { ...DATASOURCE },
    gridPos: { ...place, w, h },
    targets: queries.map(toTarget),
    fieldConfig: {
      defaults: { unit, min: 0, ...(max === undefined ? {} : { max }) },
      overrides: [],
    },
    options: { ...OPTIONS[type], ...spec.options },
  };
}

function toTarget(query: Query, index: number): Record<string, unknown> {
  const { expr, legend, format = 'time_series', instant = false } = query;
  return {
    refId: String.fromCharCode('A'.charCodeAt(0) + index),
    datasource: { ...DATASOURCE },
    expr,
    format,
    instant,
    range: !instant,
    ...(legend === undefined ? {} : { legendFormat: legend }),
  };
}
