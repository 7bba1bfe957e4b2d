import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type Progress, createProgress } from "../../../core/report/progress.ts";

interface Terminal {
  readonly progress: Progress;
  readonly written: string[];
  /** Milliseconds that have passed. */
  time: number;
}

function open(isTerminal: boolean = true, columns: number = 40): Terminal {
  const written: string[] = [];
  const stream = { columns, write: (text: string) => written.push(text) };
  const terminal: Terminal = {
    written,
    time: 0,
    progress: createProgress(stream, { isTerminal, now: () => terminal.time }),
  };
  return terminal;
}

describe("progress", () => {
  it("is silent for the first second, then rewrites one line, and clears it", () => {
    const terminal = open();
    terminal.progress.step("Reading", 1, 2000);
    terminal.time = 999;
    terminal.progress.step("Reading", 999, 2000);
    expect(terminal.written).toEqual([]);
    terminal.time = 1000;
    terminal.progress.step("Reading", 1000, 2000);
    terminal.time = 2000;
    terminal.progress.step("Reading", 2000, 2000);
    terminal.progress.finish();
    expect(terminal.written).toEqual([
      "\r\u001b[KReading  1,000 of 2,000, 50%  1 s",
      "\r\u001b[KReading  2,000 of 2,000, 100%  2 s",
      "\r\u001b[K",
    ]);
  });

  it("writes nothing where there is no terminal, and nothing for what was quick", () => {
    const quick = open();
    quick.progress.step("Reading");
    quick.time = 900;
    quick.progress.step("Reading");
    quick.progress.finish();
    expect(quick.written).toEqual([]);
    const piped = open(false);
    piped.progress.step("Reading");
    piped.time = 5000;
    piped.progress.step("Reading");
    piped.progress.finish();
    expect(piped.written).toEqual([]);
  });

  it("draws at most ten times a second", () => {
    const terminal = open();
    for (; terminal.time < 3000; terminal.time++) terminal.progress.step("Reading", terminal.time);
    terminal.progress.finish();
    expect(terminal.written.length).toBeGreaterThan(15);
    expect(terminal.written.length).toBeLessThanOrEqual(21);
  });

  it("never fills the line, and shows what a label holds", () => {
    const terminal = open(true, 20);
    terminal.progress.step("start");
    terminal.time = 1000;
    terminal.progress.step(`evil\u001b[2J\n${"x".repeat(100)}`);
    terminal.progress.finish();
    const [line = ""] = terminal.written;
    expect(line.startsWith("\r\u001b[Kevil\\u001…x")).toBe(true);
    expect(line.endsWith("x  1 s")).toBe(true);
    expect(line.slice(4)).toHaveLength(19);
  });

  it("appears while a single step takes its time", async () => {
    const terminal = open();
    terminal.progress.step("Waiting for the service");
    terminal.time = 1500;
    await setTimeout(1100);
    terminal.progress.finish();
    expect(terminal.written[0]).toBe("\r\u001b[KWaiting for the service  1 s");
  });
});
