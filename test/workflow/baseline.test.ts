import { expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { createRepository } from "../support/repository.ts";

test("after a baseline only new findings are told and fail, wherever lines move", async () => {
  const repository = createRepository();
  repository.write("locales/en.json", { a: "Hello {{name}}", b: "Bye {{name}}" });
  repository.write("locales/de.json", { a: "Hallo", b: "Tschüss {{name}}" });
  await repository.commit("Translate");
  const cwd = repository.root;
  expect((await runCli(["check"], { cwd })).code).toBe(1);

  const written = await runCli(["check", "--write-baseline"], { cwd });
  expect(written.stdout).toContain("Wrote .locstep/baseline.json with 1 finding");
  const silent = await runCli(["check"], { cwd });
  expect([silent.code, silent.stdout]).toEqual([
    0,
    expect.stringContaining("Left out 1 finding that .locstep/baseline.json holds"),
  ]);

  repository.write("locales/de.json", { new: "x", a: "Hallo", b: "Tschüss" });
  const { code, stdout } = await runCli(["check", "--json"], { cwd });
  const errors = JSON.parse(stdout).findings.filter(
    (f: { severity: string }) => f.severity === "error",
  );
  expect([code, errors.map((f: { key: string[] }) => f.key)]).toEqual([1, [["b"]]]);
});
