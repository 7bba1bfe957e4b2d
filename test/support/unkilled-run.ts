import { rmSync } from "node:fs";
import { expect } from "vitest";
import { type CheckoutState, checkoutState, copyCheckout, privateFiles } from "./checkout-state.ts";
import { runCli } from "./cli.ts";
import { isWriting } from "./killed-run.ts";
import { type ProjectSize, growProject, writeProject } from "./mixed-project.ts";
import { type TestRepository, createRepository } from "./repository.ts";
import { spawnCli } from "./spawned-cli.ts";

/** A checkout with work to do, and what an unkilled run makes of it. */
export interface Start {
  readonly repository: TestRepository;
  readonly state: CheckoutState;
  readonly expected: CheckoutState;
  /** What an unkilled run keeps for itself. */
  readonly kept: readonly string[];
  /** Milliseconds of an unkilled run: as a whole, and of its writing. */
  readonly whole: number;
  readonly writing: number;
}

/** The caller disposes the repository. Uncommitted, the sources have changed in the work tree only. */
export async function prepareStart(size: ProjectSize, isCommitted: boolean): Promise<Start> {
  const repository = createRepository({ keep: true });
  writeProject(repository, size);
  await repository.commit("Say hello");
  expect((await runCli(["sync"], { cwd: repository.root })).code).toBe(0);
  await repository.commit("Translate");
  growProject(repository, size);
  if (isCommitted) await repository.commit("Change half of everything");
  const state = checkoutState(repository.root);

  const unkilled = copyCheckout(repository.root, true);
  const run = spawnCli(["sync"], unkilled);
  await run.until(() => isWriting(unkilled));
  const begun = performance.now();
  await run.until(() => !isWriting(unkilled));
  const writing = performance.now() - begun;
  const { code, time } = await run.ended;
  expect(code).toBe(0);
  const expected = checkoutState(unkilled);
  const kept = privateFiles(unkilled);
  rmSync(unkilled, { recursive: true });
  expect(expected.beside).toEqual([]);
  expect(Object.keys(expected.files).length).toBeGreaterThan(Object.keys(state.files).length);
  return { repository, state, expected, kept, whole: time, writing };
}

/** Beside what every run keeps, answers of an engine may stay in their journal for a while. */
export function leftovers(root: string, { kept }: Start): readonly string[] {
  return privateFiles(root).filter((path) => !path.startsWith("journal/") && !kept.includes(path));
}
