import { expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { CONFIG, checkoutOf, expectEnd, reportOf } from "./checkout.ts";

const DAY = 86_400;

test("a stale message tells how its source changed, when, and in which commit", async () => {
  const now = Math.floor(Date.now() / 1000);
  const repository = checkoutOf(
    { "l/en/a.json": { k: "Old", l: "Stays" }, "l/de/a.json": { k: "Alt", l: "Bleibt" } },
    CONFIG.replace("en-XA", "fr"),
  );
  repository.write("l/fr/a.json", { k: "Ancien", l: "Reste" });
  await repository.commit("Translate", { date: now - 90 * DAY });
  expectEnd(await runCli(["init"], { cwd: repository.root }), 0);
  repository.write("l/en/a.json", { k: "New", l: "Stays" });
  const commit = await repository.commit("Reword", { date: now - 22 * DAY });
  repository.write("l/en/a.json", { k: "New", l: "Stays", m: "Later" });
  await repository.commit("Add another", { date: now - DAY });

  const short = commit.slice(0, 7);
  const { findings } = await reportOf(repository, "check", 0);
  const stale = findings.filter(({ code }) => code === "stale");
  expect(stale).toMatchObject(
    ["de", "fr"].map((locale) => ({
      locale,
      path: `l/${locale}/a.json`,
      line: 2,
      column: 3,
      change: { from: "Old", to: "New", commit: short, time: now - 22 * DAY },
      message: expect.stringContaining(`("Old" → "New"), 3 weeks ago in ${short}`),
      hint: "run `locstep sync`, or `locstep accept k` if the translation still holds",
    })),
  );
  const { stdout } = await runCli(["check"], { cwd: repository.root });
  expect(stdout).toContain(`stale in de and fr · changed 3 weeks ago in ${short}`);
  // It is not asked of history where the user does not want it.
  const without = await runCli(["check", "--no-history"], { cwd: repository.root });
  expect(without.stdout).toContain("stale in de and fr");
  expect(without.stdout).not.toContain(short);
});

test("a change that is not committed yet has no commit to tell", async () => {
  const repository = checkoutOf(
    { "l/en/a.json": { k: "Old" }, "l/de/a.json": { k: "Alt" } },
    CONFIG.replace(", en-XA", ""),
  );
  await repository.commit("Translate");
  expectEnd(await runCli(["init"], { cwd: repository.root }), 0);
  repository.write("l/en/a.json", { k: "New" });
  const { findings } = await reportOf(repository, "check", 0);
  expect(findings).toMatchObject([{ code: "stale", change: { from: "Old", to: "New" } }]);
  expect(findings[0]?.change).not.toHaveProperty("commit");
});
