// Who writes in this draft. Asked at the start and while the page is seen; one writes, others look.
import { hold } from './server';

const EVERY_MS = 20_000;

export interface HoldPorts {
  url: string;
  account: number;
  /** It is ours. `before` tells whether somebody else had it until now. */
  ours(before: boolean): void;
  /** Somebody else has it; `lost` where it was ours until now. */
  theirs(holder: string, since: number | undefined, lost: boolean): void;
}

export class Hold {
  private holder: string | null | undefined;

  constructor(private ports: HoldPorts) {}

  start(): void {
    void this.ask(false);
    setInterval(() => document.visibilityState === 'visible' && void this.ask(false), EVERY_MS);
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void this.ask(false));
  }

  /** Takes the draft over. `false` where the server could not be asked. */
  async take(): Promise<boolean> {
    await this.ask(true);
    return this.holder === null;
  }

  /** A save was refused: it is somebody else's by now. */
  lost(holder: string, since?: number): void {
    const before = this.holder;
    this.holder = holder;
    this.ports.theirs(holder, since, before === null);
    // Nobody could be named: whoever it was may have logged out by now.
    if (!holder) void this.ask(false);
  }

  private async ask(take: boolean): Promise<void> {
    const answer = await hold(this.ports.url, this.ports.account, take);
    // No answer changes nothing: the network comes and goes.
    if (!answer || answer.holder === this.holder) return;
    const before = this.holder;
    this.holder = answer.holder;
    // Also somebody without a name was somebody.
    if (answer.holder === null) this.ports.ours(typeof before === 'string');
    else this.ports.theirs(answer.holder, answer.since, before === null);
  }
}
