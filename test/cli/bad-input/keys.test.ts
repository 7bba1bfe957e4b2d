import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../../support/cli.ts";
import {
  ACTS_ON_TERMINALS,
  CONFIG,
  checkoutOf,
  expectEnd,
  reportOf,
  syncedCheckout,
} from "../checkout.ts";

/** As text: JavaScript would put integer-like keys first, and take `__proto__` for something else. */
const SOURCE = `{
  "10": "Ten",
  "2": "Two",
  "1": "One",
  "__proto__": { "polluted": "Yes", "__proto__": "Deep" },
  "constructor": { "prototype": "Proto" },
  "toString": "String",
  "hasOwnProperty": "Own",
  "a.b": "Dotted",
  "a": { "b": "Nested" },
  "sl/ash": "Slash",
  "back\\\\slash": "Backslash",
  "line\\nbreak": "Break",
  "line\\u2028separator": "Separator",
  "emoji 👩‍👩‍👧": "Emoji 👍",
  "right\\u202eto left": "Bidi",
  "": "Empty key",
  " ": "Blank key",
  "\\u0000": "Null",
  "\\ud800": "Lone",
  "\\u001b[31mred": "Escape",
  "$(touch pwned)\`touch pwned\`;": "Shell",
  "::error::injected": "Workflow command",
  "%25": "Percent",
  "pending": "Ledger word"
}
`;

const lines = (text: string) => text.trimEnd().split("\n");
/** All names in their order, decoded. */
function namesIn(text: string): readonly string[] {
  const strings = [...text.matchAll(/("(?:[^"\\]|\\.)*")(:?)/gu)];
  return strings.flatMap(([, name = "", colon]) => (colon === ":" ? [JSON.parse(name)] : []));
}

test("strange keys are translated under their own names, in the source's order", async () => {
  const repository = await syncedCheckout({ "l/en/a.json": SOURCE });
  const written = repository.read("l/en-XA/a.json");
  expect(namesIn(written)).toEqual(namesIn(SOURCE));
  expect(written).toContain('"a.b": "[Ðöţţééð]"');
  expect(written).toContain('"b": "[Ñéšţééð]"');
  expect(written).toContain('"polluted": "[Ýéš]"');
  expect(repository.read("l/en/a.json")).toBe(SOURCE);
  expect(await reportOf(repository, "check", 0)).toMatchObject({ findings: [] });
});

test("a changed text changes its own line, and changed back gives the old bytes again", async () => {
  const repository = await syncedCheckout({ "l/en/a.json": SOURCE });
  const before = repository.read("l/en-XA/a.json");
  const texts = ["Ten", "Yes", "Deep", "Dotted", "Nested", "Break", "Null", "Lone", "Blank key"];
  const changed = texts.reduce((text, old) => text.replace(`"${old}"`, `"Not ${old}"`), SOURCE);

  repository.write("l/en/a.json", changed);
  expect((await reportOf(repository, "sync", 0)).translations).toHaveLength(texts.length);
  const after = repository.read("l/en-XA/a.json");
  expect(namesIn(after)).toEqual(namesIn(SOURCE));
  const differing = lines(after).filter((line, at) => line !== lines(before)[at]);
  expect(differing).toHaveLength(texts.length);
  for (const line of differing) expect(line).toContain('"[Ñöţ ');

  repository.write("l/en/a.json", SOURCE);
  await reportOf(repository, "sync", 0);
  expect(repository.read("l/en-XA/a.json")).toBe(before);
});

test("a removed strange key leaves the target, and nothing else does", async () => {
  const repository = await syncedCheckout({ "l/en/a.json": SOURCE });
  const kept = lines(SOURCE).filter((line) => !/"(?:2|toString|sl\/ash)":/u.test(line));
  repository.write("l/en/a.json", `${kept.join("\n")}\n`);
  await reportOf(repository, "sync", 0);
  expect(namesIn(repository.read("l/en-XA/a.json"))).toEqual(namesIn(kept.join("\n")));
});

test("no key acts on a terminal, a shell or a workflow that shows it", async () => {
  const repository = checkoutOf({ "l/en/a.json": SOURCE });
  for (const format of ["text", "github", "sarif", "json"]) {
    const result = await runCli(["check", "--format", format], { cwd: repository.root });
    expectEnd(result, 0);
    expect(result.stdout).not.toMatch(ACTS_ON_TERMINALS);
    // A shell would run what stands in a copied remedy.
    expect(result.stdout).not.toMatch(/locstep \w+ [^\n`]*touch/u);
    if (format === "github") expect(result.stdout).not.toMatch(/^::error::injected/mu);
  }
  expect(existsSync(join(repository.root, "pwned"))).toBe(false);
});

test("nested keys of 900 levels are translated; of 10,000 they are refused as unreadable", async () => {
  const deep = (levels: number) => `${'{"k":'.repeat(levels)}"Deep"${"}".repeat(levels)}\n`;
  const repository = await syncedCheckout({ "l/en/a.json": deep(900) });
  expect(repository.read("l/en-XA/a.json").replaceAll(/\s/gu, "")).toBe(
    deep(900).replace("Deep", "[Ðéééþ]").trim(),
  );
  repository.write("l/en/a.json", deep(10_000));
  const { findings } = await reportOf(repository, "sync", 1);
  expect(findings).toMatchObject([{ code: "unreadable", path: "l/en/a.json" }]);
});

test("accept means the key that its glob names, whatever the key is called", async () => {
  const source = '{ "__proto__": "Old", "a.b": "Old", "constructor": "Old" }\n';
  const target = '{ "__proto__": "Alt", "a.b": "Alt", "constructor": "Alt" }\n';
  const repository = checkoutOf(
    { "l/en/a.json": source, "l/de/a.json": target },
    CONFIG.replace("[de, en-XA]", "[de]"),
  );
  await repository.commit("Translate");
  await runCli(["init"], { cwd: repository.root });
  repository.write("l/en/a.json", source.replaceAll("Old", "New"));
  await repository.commit("Change all texts");
  for (const [at, glob] of ["__proto__", "a.b", "constructor"].entries()) {
    expectEnd(await runCli(["accept", "--", glob], { cwd: repository.root }), 0);
    const { locales } = await reportOf(repository, "check", 0);
    expect(locales["de"], glob).toMatchObject({ translated: at + 1, stale: 2 - at });
  }
});
