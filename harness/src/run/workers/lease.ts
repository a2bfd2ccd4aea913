const LOOK_EVERY_MS = 500;
/** A look that comes so late means that this process stood still itself, and could hear nobody. */
const STOOD_STILL_MS = 2_000;

/** Notices that nothing was heard of somebody for too long, but not where it was this process that slept. */
export class Lease {
  private heardAt: number;
  private lookedAt: number;
  private readonly timer: NodeJS.Timeout;

  /**
   * @param ms how long the silence may be
   * @param gone called once
   */
  constructor(
    private readonly ms: number,
    private readonly gone: () => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.heardAt = now();
    this.lookedAt = now();
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** Something was heard. */
  heard(): void {
    this.heardAt = this.now();
  }

  /** Looks no more. */
  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const now = this.now();
    // What was said meanwhile has not been read yet.
    if (now - this.lookedAt > STOOD_STILL_MS) this.heardAt = now;
    this.lookedAt = now;
    if (now - this.heardAt <= this.ms) return;
    this.stop();
    this.gone();
  }
}
