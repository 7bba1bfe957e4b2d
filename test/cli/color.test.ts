import { expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { checkoutOf } from "./checkout.ts";

const ESCAPE = "\u001b[";

test("colour only where it is wanted: NO_COLOR wins over FORCE_COLOR, and a pipe gets none", async () => {
  const { root } = checkoutOf({ "l/en/a.json": { k: "Text" }, "l/de/a.json": "{" });
  const plain = { NO_COLOR: undefined, FORCE_COLOR: undefined };
  async function printed(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
    return (await runCli(["check", ...args], { cwd: root, env: { ...plain, ...env } })).stdout;
  }
  const colorless = await printed({});
  expect(colorless).not.toContain(ESCAPE);
  const colored = await printed({ FORCE_COLOR: "1" });
  expect(colored).toContain(ESCAPE);
  expect(await printed({ FORCE_COLOR: "1", NO_COLOR: "" })).toBe(colored);
  expect(await printed({ FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(colorless);
  expect(await printed({ FORCE_COLOR: "0" })).toBe(colorless);
  // What machines read has none, whatever is forced.
  for (const format of ["json", "sarif", "github"]) {
    expect(await printed({ FORCE_COLOR: "1" }, "--format", format)).not.toContain(ESCAPE);
  }
});
