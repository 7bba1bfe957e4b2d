import { fit } from "./columns.ts";
import { visible } from "./quote.ts";
import { formatCount } from "./words.ts";

export interface Progress {
  /** Says what is being done, and how much of it. Cheap enough for an inner loop. */
  step(label: string, done?: number, total?: number): void;
  /** Clears the line. A later `step` begins anew. */
  finish(): void;
}

/** What progress needs of standard error. */
export interface ProgressStream {
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressOptions {
  readonly isTerminal: boolean;
  /** Milliseconds of any clock that does not go backwards. */
  readonly now: () => number;
}

/** What takes less than a second tells its result soon enough. */
const PATIENCE = 1000;
const REDRAW = 100;
const CLEAR = "\r\u001b[K";

/** One line, rewritten in place, on a terminal and after a second; elsewhere silence. */
export function createProgress(stream: ProgressStream, options: ProgressOptions): Progress {
  let started: number | undefined;
  let drawn = -Infinity;
  let current: readonly [label: string, done?: number | undefined, total?: number | undefined] = [
    "",
  ];
  let timer: NodeJS.Timeout | undefined;

  function draw(): void {
    const now = options.now();
    if (started === undefined || now - started < PATIENCE || now - drawn < REDRAW) return;
    const seconds = Math.floor((now - started) / 1000);
    // One column less than there are: a full line would wrap, and could not be cleared.
    const line = `${stepText(...current)}  ${seconds} s`;
    stream.write(CLEAR + fit(line, (stream.columns ?? 80) - 1));
    drawn = now;
  }

  return {
    step(label, done, total) {
      if (!options.isTerminal) return;
      started ??= options.now();
      current = [label, done, total];
      // A step may wait on a service for minutes: its line appears and its seconds run.
      timer ??= setInterval(draw, PATIENCE).unref();
      draw();
    },
    finish() {
      clearInterval(timer);
      if (drawn > -Infinity) stream.write(CLEAR);
      timer = undefined;
      started = undefined;
      drawn = -Infinity;
    },
  };
}

function stepText(label: string, done?: number, total?: number): string {
  const text = visible(label);
  if (done === undefined) return text;
  if (total === undefined || total === 0) return `${text}  ${formatCount(done)}`;
  const percent = Math.floor((done / total) * 100);
  return `${text}  ${formatCount(done)} of ${formatCount(total)}, ${percent}%`;
}
