import { expect, test } from "vitest";
import { openSession } from "../../../core/workflow/session.ts";
import { openForge } from "../../support/action.ts";
import { checkOutMerge, propose, runReview } from "./proposal.ts";

const CONFIG = `sourceLocale: en
targetLocales: [de]
files:
  - l/{locale}/{namespace}.json
`;
const FILES = 3_000;

test.each([
  ["", true],
  [" that the ledger does not know", false],
])(
  "a pull request of 3,000 changed files%s keeps GitHub's limits, and the rest is in the summary",
  async (_, isAdopted) => {
    const numbers = Array.from({ length: FILES }, (_, at) => at);
    const files = Object.fromEntries(
      numbers.flatMap((at) => [
        [`l/en/n${at}.json`, { a: "A" }],
        [`l/de/n${at}.json`, { a: "Ah" }],
      ]),
    );
    const forge = await openForge(files, CONFIG);
    const { person } = forge;
    if (isAdopted) await (await openSession({ cwd: person.root, environment: {} })).adopt();
    await forge.pushed("Adopt what stands");
    await person.branch("feature");
    for (const at of numbers) person.write(`l/en/n${at}.json`, { a: "A", b: `Text ${at}` });
    await forge.pushed("Add a text to each file");
    const proposal = await propose(forge);
    const checkout = await checkOutMerge(forge, proposal.ref);
    const started = performance.now();
    const run = await runReview(forge, checkout, proposal, { inputs: { "fail-on": "never" } });
    console.log(`3,000 changed files reviewed in ${Math.round(performance.now() - started)} ms`);
    expect(run.code).toBe(0);
    const annotations = run.log.split("\n").filter((line) => line.startsWith("::warning file="));
    expect(annotations).toHaveLength(10);
    expect(run.outputs["missing"]).toBe(String(FILES));
    expect(run.summary.length).toBeLessThan(1024 * 1024);
    expect(run.summary).toContain("3,000 warnings");
    const [comment] = forge.github.state.comments;
    expect(comment?.body.length).toBeLessThanOrEqual(60_000);
  },
);
