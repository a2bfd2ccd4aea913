import * as z from 'zod';
import type { Work } from '../work';

const spread = z.object({ p50: z.number().optional(), p99: z.number().optional() });

/** What a tool says of its run, in the units of the table; a figure that it does not tell is absent. */
export const reported = z.object({
  requests: z.number().optional(),
  successes: z.number().optional(),
  errors: z.number().optional(),
  /** Milliseconds. */
  ttft: spread.optional(),
  tpot: spread.optional(),
  e2e: spread.optional(),
  /** From when a request was due. */
  e2eFromSchedule: spread.optional(),
  throughput: z.number().optional(),
  tokenThroughput: z.number().optional(),
  outputTokens: z.number().optional(),
  /** When it says that it sent each request, in milliseconds of any zero, in order. */
  sent: z.array(z.number()).optional(),
});

/** What a tool says of its run. */
export type Reported = z.output<typeof reported>;

/** The figures that a tool may claim. */
export type Figure = Exclude<keyof Reported, 'requests' | 'successes'>;

/** An installed tool. */
export interface Installed {
  /** Program and arguments before those of a run. */
  readonly program: readonly string[];
  readonly version: string;
  /** Tells builds of one version apart: the runs of another one say nothing of this one. */
  readonly build?: string;
  readonly bytes: number;
}

/** Where a run takes place. */
export interface Place {
  readonly url: string;
  readonly model: string;
  /** Folder of a Hugging Face tokenizer of that model; absent where the tool must do without. */
  readonly tokenizer?: string;
  /** An empty folder for the tool's files. */
  readonly folder: string;
}

/** A process to start. */
export interface Started {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Files that it reads, by their names in the folder. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A line of a tool's installed package. */
export interface SourceLine {
  /** Path below `site-packages`. */
  readonly file: string;
  readonly line: number;
  /** A name in that line, by which a check sees that it is still the one that was meant. */
  readonly names: string;
}

/** Why a figure of a tool is not the true one. */
export interface Difference {
  /** Where it shows: a row or a column of the tables. */
  readonly where: string;
  readonly why: string;
  readonly source: SourceLine;
}

/** A tool that does not start without a network. */
export const LOOKS_UP_TOKENIZER = {
  where: 'without a network',
  why: 'The tokenizer is looked up by the name of the model.',
} as const;

/** How one load generator is installed, run and read. */
export interface Tool {
  readonly name: string;
  /** Its project's page. */
  readonly page: string;
  /** Whether it is gigabytes, and so run only where it is named. @default false */
  readonly isLarge?: true;
  readonly install: () => Promise<Installed>;
  /** Requests that it sends before its load. */
  readonly probes: number;
  /** Whether its time to first token is over all requests that had one, or over successes alone. */
  readonly ttftOver: 'all' | 'successes';
  /** What it does not do, by the figure or the scenario, each with a line of its documentation or source. */
  readonly notClaimed: Readonly<Record<string, string>>;
  /** What a reader must know of how it is run. */
  readonly notes: readonly string[];
  /** Where its figures differ by more than a few milliseconds or a percent, and which line makes them so. */
  readonly differences: readonly Difference[];
  readonly start: (work: Work, place: Place) => Started;
  /** Reads the tool's own output files. */
  readonly read: (folder: string) => Reported;
}
