import { FigureCollector } from '../figures/collector';
import { isGood } from '../figures/slo';
import type { Busy } from '../load/busy';
import type { LoadOutcome } from '../load/send-load';
import type { RequestRow } from '../request/row';
import { buildResults } from '../results/build';
import { runFile } from '../results/folder';
import type { GeneratorHealth } from '../results/generator';
import type { CountedTokens, Results, RunRecord } from '../results/schema';
import { JsonLines, replaceJson } from '../results/write';
import type { BenchSettings } from '../settings/settings';
import type { RunEnd } from './end';
import type { RunObserver } from './observer';

/** Takes the rows of a run: appends them, counts them, and shows them to the observers. */
export class Recorder {
  private readonly rows: JsonLines;
  private readonly collector: FigureCollector;
  /** Made with the first count: most runs have none. */
  private counts: JsonLines | undefined;
  private broken = false;

  /** @param broke called once if a row can't be written */
  constructor(
    private readonly folder: string,
    private readonly settings: BenchSettings,
    private readonly observers: readonly RunObserver[],
    private readonly broke: (error: Error) => void,
  ) {
    this.rows = new JsonLines(runFile(folder, 'rows'));
    this.collector = new FigureCollector(settings.slo);
  }

  /** The figures so far. */
  figures() {
    return this.collector.figures();
  }

  /** Tells the observers that load is about to be sent. */
  started(run: RunRecord): void {
    for (const each of this.observers) each.started?.(run);
  }

  /** Tells the observers that requests are on their way. */
  sent(count = 1): void {
    for (const each of this.observers) each.sent?.(count);
  }

  /** Tells the observers how busy all workers are. */
  busy(busy: Busy): void {
    for (const each of this.observers) each.busy?.(busy);
  }

  /** So many requests may have been sent, and nobody knows what became of them. */
  lost(requests: number): void {
    this.collector.lose(requests);
  }

  /** Takes a row; one that can't be written is in no figure, so that rows and figures agree. */
  row(row: RequestRow): void {
    if (this.append(() => this.rows.append(row))) this.count(row);
  }

  /**
   * Takes rows as a worker wrote them: their text stays as it is.
   *
   * @param rows what they say, each with where its line ends
   */
  text(text: Buffer, rows: readonly { readonly row: RequestRow; readonly end: number }[]): void {
    let written = 0;
    this.append(() =>
      this.rows.appendText(text, (length) => {
        written += length;
      }),
    );
    for (const { row, end } of rows) if (end <= written) this.count(row);
  }

  private count(row: RequestRow): void {
    this.collector.add(row);
    const good = this.settings.slo && isGood(row, this.settings.slo);
    for (const each of this.observers) each.row?.(row, good);
  }

  /** Takes the output tokens of a request that was recorded without: a tokenizer counted them. */
  tokens(row: RequestRow, outputTokens: number): void {
    const count: CountedTokens = { index: row.index, outputTokens };
    const write = () => {
      this.counts ??= new JsonLines(runFile(this.folder, 'tokens'));
      this.counts.append(count);
    };
    if (this.append(write)) this.collector.countTokens(row, outputTokens);
  }

  /** Writes something; `false` where that fails, or failed before. */
  private append(write: () => void): boolean {
    if (this.broken) return false;
    try {
      write();
      return true;
    } catch (error) {
      this.broken = true;
      this.broke(error as Error);
      return false;
    }
  }

  /** The figures of the run with what else is known of it. */
  results(run: string, end: RunEnd, health: GeneratorHealth, load: LoadOutcome): Results {
    const own = { ...health, ...load.waited };
    const generator = load.generator?.(own) ?? own;
    const cap = capText(this.settings, generator);
    return buildResults(this.collector.figures(), {
      run,
      profile: this.settings.profile,
      ...end,
      slo: this.settings.slo,
      unsent: load.unsent,
      generator,
      load: { ...load, cap },
    });
  }

  /** Closes the rows and writes `results.json`. */
  save(results: Results): void {
    this.rows.close();
    this.counts?.close();
    replaceJson(runFile(this.folder, 'results'), results);
  }

  /** Tells the observers that the run is over. */
  finished(results: Results): void {
    for (const each of this.observers) each.finished?.(results);
  }
}

/** How many requests may be under way, in a sentence. */
function capText(
  { concurrency, concurrencyFrom }: BenchSettings,
  { workers }: GeneratorHealth,
): string {
  const cap =
    concurrencyFrom === undefined
      ? `as many as --concurrency ${concurrency} allows`
      : `${concurrency} (${concurrencyFrom})`;
  const shares = [...new Set(workers?.map((each) => each.concurrency))].reverse();
  return workers ? `${cap}, which is ${shares.join(' or ')} for each worker,` : cap;
}
