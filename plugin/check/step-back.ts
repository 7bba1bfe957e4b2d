import { readlinkSync } from "node:fs";
import { getPriority, setPriority } from "node:os";

/** About a third of what another thread gets of a busy processor; more, and other programs starve it. */
const NICER = 5;
const NICEST = 19;

/**
 * Lets the bundler's own threads go first: this one then fills the processor that they leave idle,
 * where it else took half of one that they need. Linux knows the priority of a thread; elsewhere
 * nothing changes.
 */
export function stepBack(): void {
  try {
    // `<process>/task/<thread>`, and Linux takes the thread's number for a process'.
    const thread = Number(readlinkSync("/proc/thread-self").split("/").at(-1));
    setPriority(thread, Math.min(getPriority(thread) + NICER, NICEST));
  } catch {
    // No such folder, or not allowed to: then it runs beside the others as before.
  }
}
