import { expect, test } from "vitest";
import type { Report } from "../../../core/report/report.ts";
import { runCli } from "../../support/cli.ts";
import { checkoutOf, expectEnd, workTreeOf } from "../checkout.ts";

const MEGABYTE = 1024 * 1024;

/** One message of a megabyte after the other. */
function largeFile(messages: number, letter: string): string {
  const lines = Array.from({ length: messages }, (_, at) => {
    return `  "k${at}": "${letter.repeat(MEGABYTE)}"`;
  });
  return `{\n${lines.join(",\n")}\n}\n`;
}

test("a locale file of 50 MB is checked like any other", async () => {
  const repository = checkoutOf({
    "l/en/a.json": largeFile(50, "a"),
    "l/de/a.json": largeFile(49, "b"),
  });
  const result = await runCli(["check", "--json", "--locale", "de"], { cwd: repository.root });
  expectEnd(result, 0);
  // No report grows with the texts that it tells of.
  expect(result.stdout.length).toBeLessThan(100_000);
  const { locales, findings } = JSON.parse(result.stdout) as Report;
  expect(locales["de"]).toMatchObject({ total: 50, missing: 1 });
  expect(findings).toMatchObject([
    { code: "missing", key: ["k49"], path: "l/en/a.json", line: 51 },
  ]);
});

test("50 MB that break off are named with the line, and stay as they are", async () => {
  const repository = checkoutOf({
    "l/en/a.json": { k: "Text" },
    "l/de/a.json": largeFile(50, "b").slice(0, -100),
  });
  const before = workTreeOf(repository);
  const result = await runCli(["sync"], { cwd: repository.root });
  expectEnd(result, 1);
  expect(result.stdout).toContain("l/de/a.json\n");
  expect(result.stdout).toMatch(/^ *51:\d+ /mu);
  expect(result.stdout.length).toBeLessThan(10_000);
  expect(workTreeOf(repository)).toMatchObject(before);
});
