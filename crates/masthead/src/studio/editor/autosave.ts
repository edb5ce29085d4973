// When to save, and what each answer leads to. Knows neither the page nor the network: both are handed in.
import type { Answer, Snapshot, Theirs, Trouble } from './server';

export type State =
  | { kind: 'saved'; at?: number }
  | { kind: 'changed' }
  | { kind: 'saving' }
  | { kind: 'offline' }
  /** The server cannot save now, with why in its words, or has not answered yet. */
  | { kind: 'later'; text: string }
  | { kind: 'login'; url: string }
  | { kind: 'refused'; text: string; troubles: Trouble[] }
  | { kind: 'closed'; text: string }
  | { kind: 'conflict'; theirs: Theirs }
  | { kind: 'paused' };

export interface Ports {
  snapshot(): Snapshot;
  send(version: number, snapshot: Snapshot): Promise<Answer>;
  say(state: State): void;
  /** Somebody else writes now, and nothing more is sent. */
  taken(holder: string, since?: number): void;
  /** Characters that nobody sees were left out of what was saved. */
  leftOut?(count: number): void;
  now(): number;
  /** Runs `act` after `ms`; gives what cancels it. */
  after(ms: number, act: () => void): () => void;
}

const REST_MS = 1_000;
const LONGEST_MS = 5_000;
// After these a save is tried again; the last one repeats.
const PAUSES_MS = [2_000, 4_000, 8_000, 16_000, 30_000, 60_000];
const LOGIN_MS = 15_000;
// Whoever waits for an answer longer is told that nothing is saved yet.
const ANSWER_MS = 5_000;

export class Autosave {
  state: State = { kind: 'saved' };
  private acknowledged: string;
  private firstChange: number | undefined;
  private failures = 0;
  private cancel: () => void = () => undefined;
  private running: Promise<void> | undefined;

  constructor(private ports: Ports, public version: number) {
    this.acknowledged = this.picture();
  }

  /** Whether something is here that the server has not said it has. */
  get dirty(): boolean {
    return this.picture() !== this.acknowledged;
  }

  /** Something may have changed. */
  changed(): void {
    if (this.state.kind === 'conflict' || this.state.kind === 'paused') return;
    const now = this.ports.now();
    this.firstChange ??= now;
    if (this.state.kind === 'saved' || this.state.kind === 'refused') this.enter({ kind: 'changed' });
    if (this.state.kind !== 'changed') return;
    this.plan(Math.min(REST_MS, Math.max(0, this.firstChange + LONGEST_MS - now)));
  }

  /** Saves now, whatever was planned; resolves when the answer is there. */
  async flush(): Promise<State> {
    if (this.state.kind !== 'conflict' && this.state.kind !== 'paused') {
      await this.running;
      await this.run();
    }
    return this.state;
  }

  /** The way may be open again: the network is back, the window has the focus after a log-in. */
  nudge(): void {
    if (!['offline', 'later', 'login', 'closed'].includes(this.state.kind)) return;
    this.failures = 0;
    void this.run();
  }

  /** Somebody else writes: nothing is sent until `resume`. */
  pause(): void {
    this.cancel();
    this.enter({ kind: 'paused' });
  }

  resume(): void {
    if (this.state.kind !== 'paused') return;
    this.enter({ kind: 'saved' });
    if (this.dirty) this.changed();
  }

  /** What the server holds now: `version`, and whether it is what stands here. */
  settle(version: number, same: boolean): void {
    this.version = version;
    this.acknowledged = same ? this.picture() : '';
    this.failures = 0;
    this.firstChange = undefined;
    this.enter({ kind: 'saved' });
  }

  private picture(): string {
    return JSON.stringify(this.ports.snapshot());
  }

  private enter(state: State): void {
    this.state = state;
    this.ports.say(state);
  }

  private plan(ms: number): void {
    this.cancel();
    this.cancel = this.ports.after(ms, () => void this.run());
  }

  private run(): Promise<void> {
    this.running ??= this.save().finally(() => (this.running = undefined));
    return this.running;
  }

  private async save(): Promise<void> {
    this.cancel();
    const snapshot = this.ports.snapshot();
    const picture = JSON.stringify(snapshot);
    this.firstChange = undefined;
    if (picture === this.acknowledged) {
      if (this.state.kind !== 'saved') this.enter({ kind: 'saved' });
      return;
    }
    if (this.state.kind === 'saved' || this.state.kind === 'changed' || this.state.kind === 'refused') this.enter({ kind: 'saving' });
    const answered = this.ports.after(ANSWER_MS, () => this.state.kind === 'saving' && this.enter({ kind: 'later', text: '' }));
    const answer = await this.ports.send(this.version, snapshot);
    answered();
    // The hold went to somebody else while the answer was on its way.
    const paused = (this.state as State).kind === 'paused';
    if (answer.kind === 'saved') this.done(answer, picture, paused);
    else if (!paused) this.failed(answer, picture);
  }

  private done(answer: Extract<Answer, { kind: 'saved' }>, picture: string, paused: boolean): void {
    this.version = answer.version;
    this.acknowledged = picture;
    this.failures = 0;
    if (answer.leftOut) this.ports.leftOut?.(answer.leftOut);
    if (paused) return;
    this.enter({ kind: 'saved', at: answer.savedAt });
    if (this.dirty) this.changed();
  }

  private failed(answer: Exclude<Answer, { kind: 'saved' }>, picture: string): void {
    if (answer.kind === 'taken') {
      this.pause();
      return this.ports.taken(answer.holder, answer.since);
    }
    if (answer.kind === 'conflict' || answer.kind === 'closed') return this.enter(answer);
    if (answer.kind === 'refused') {
      this.enter(answer);
      // What was written while the answer was on its way may be what it asks for.
      if (this.picture() !== picture) this.changed();
      return;
    }
    if (answer.kind === 'login') {
      this.enter(answer);
      return this.plan(LOGIN_MS);
    }
    const pause = PAUSES_MS[Math.min(this.failures, PAUSES_MS.length - 1)];
    this.failures += 1;
    this.enter(answer.kind === 'later' ? { kind: 'later', text: answer.text ?? '' } : { kind: 'offline' });
    this.plan(Math.max(pause, (answer.kind === 'later' && answer.afterMs) || 0));
  }
}
