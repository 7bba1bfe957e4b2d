import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { PanelData } from "../../../plugin/check/panel-data.ts";
import type { Report } from "../../../core/report/report.ts";
import { runCli } from "../../support/cli.ts";
import { startDevServer } from "../../support/dev-server.ts";
import type { TestRepository } from "../../support/repository.ts";
import { APP, ENGLISH, GERMAN, reactShop } from "../react-shop.ts";

const TIME_LIMIT = 60_000;
const DE = "public/locales/de.json";
const COMPONENT = "src/Cart.jsx";

type Step = (repository: TestRepository) => unknown;

/** What happens to files beside a server, in the order that it happens in. */
const STEPS: Readonly<Record<string, Step>> = {
  "a key is broken": ({ write }) => write(COMPONENT, APP.replace("cart.checkout", "cart.chekout")),
  "a component is renamed": ({ root }) =>
    renameSync(join(root, COMPONENT), join(root, "src/Basket.jsx")),
  "another branch": async (repository) => {
    await repository.branch("other");
    repository.write("public/locales/en.json", { ...ENGLISH, other: "Other" });
    repository.write("src/Other.jsx", APP.replaceAll("cart.", "crat."));
    await repository.commit("Other");
  },
  "the first branch": ({ checkout }) => checkout("main"),
  "the other one again": ({ checkout }) => checkout("other"),
  "a component is deleted": ({ remove }) => remove("src/Other.jsx"),
  "a locale file is renamed": ({ root }) => renameSync(join(root, DE), join(root, `${DE}.old`)),
  "it is renamed back": ({ root }) => renameSync(join(root, `${DE}.old`), join(root, DE)),
  "it is written again and again": ({ write }) => {
    for (let at = 0; at < 30; at++)
      write(DE, { cart: { ...GERMAN.cart, checkout: `Kasse ${at}` } });
  },
  "it is malformed": ({ write }) => write(DE, '{ "cart": '),
  "it is whole": ({ write }) => write(DE, GERMAN),
  "the locales' folder goes": ({ root }) => rmSync(join(root, "public"), { recursive: true }),
  "it comes back with another": ({ root, write }) => {
    mkdirSync(join(root, "public/locales"), { recursive: true });
    write("public/locales/en.json", ENGLISH);
    write(DE, {});
  },
  "one locale more is wanted": ({ read, write }) =>
    write("locstep.yaml", read("locstep.yaml").replace("[de]", "[de, fr]")),
  "the library goes": ({ write }) => write("package.json", { type: "module" }),
};

test("whatever happens to files beside a dev server, the panel tells what a check tells", async () => {
  const repository = await reactShop();
  const { url } = await startDevServer(repository.root);
  await expect.poll(() => inPanel(url), { timeout: TIME_LIMIT }).not.toBe("nothing");
  for (const [step, act] of Object.entries(STEPS)) {
    await act(repository);
    const expected = await byCheck(repository);
    const told = async () => ({ step, told: await inPanel(url) });
    await expect
      .poll(told, { timeout: TIME_LIMIT, interval: 100 })
      .toEqual({ step, told: expected });
  }
});

type Counts = Readonly<Record<string, number>> | "nothing";

/** Findings by severity, and how many messages of each locale are translated. */
async function byCheck({ root }: TestRepository): Promise<Counts> {
  const { stdout } = await runCli(["check", "--json"], { cwd: root });
  if (stdout === "") return "nothing";
  const { findings, locales } = JSON.parse(stdout) as Report;
  const counts: Record<string, number> = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity] = (counts[severity] ?? 0) + 1;
  for (const [id, { total, missing, stale }] of Object.entries(locales)) {
    counts[id] = total - missing - stale;
  }
  return counts;
}

async function inPanel(url: string): Promise<Counts> {
  const answer = await fetch(`${url}__locstep/report.json`);
  const report = (await answer.json()) as PanelData | { readonly failure: string } | null;
  if (report === null || "failure" in report) return "nothing";
  const counts: Record<string, number> = { ...report.counts };
  for (const { id, counts: of } of report.locales) counts[id] = of.total - of.missing - of.stale;
  return counts;
}
