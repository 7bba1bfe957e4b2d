import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openForge } from "../../support/action.ts";
import { checkOutMerge, propose, runReview } from "./proposal.ts";

const CONFIG = "sourceLocale: en\ntargetLocales: [de]\nfiles: ['l/{locale}.json']\n";
const PAGE = `import { t } from "i18next";
t("cart", { count: 1 });
t("gone.before");
`;

test("what changed lines of code ask for is told there; code is read and never run", async () => {
  const forge = await openForge(
    {
      "package.json": { type: "commonjs", dependencies: { i18next: "26" } },
      "l/en.json": { cart: "Cart", pay: "Pay", debt: "Debt" },
      "l/de.json": { cart: "Korb", pay: "Zahlen" },
      "src/page.ts": PAGE,
      "src/other.ts": `import { t } from "i18next";\nt("pay");\nt("debt");\n`,
    },
    CONFIG,
  );
  const { person } = forge;
  await person.branch("feature");
  person.write("l/en.json", { cart: "Cart", debt: "Debt" });
  const written = 'require("fs").writeFileSync(`${__dirname}/ran`, "");';
  person.write("src/page.ts", `${PAGE}t("nowhere"), t("debt");\n${written}\n`);
  person.write("i18next.config.js", `${written}\n`);
  await forge.pushed("Ask for more");
  const proposal = await propose(forge);
  const checkout = await checkOutMerge(forge, proposal.ref);
  const run = await runReview(forge, checkout, proposal, { repository: "mallory/shop" });

  const lines = run.log.split("\n").filter((line) => / file=src/u.test(line));
  const [first = "", second = "", ...others] = lines;
  expect(first).toMatch(/^::error file=src\/page\.ts,line=4,col=3,.*"nowhere"/u);
  expect(second).toMatch(/^::\w+ file=src\/page\.ts,line=4,col=17,.*"debt"/u);
  expect(others).toEqual([]);
  // A key that is still asked for elsewhere was taken away: no line of code changed.
  expect(run.summary).toMatch(/src\/other\.ts.*\n\n- ❌ line 2 .*"pay"/u);
  expect(run.summary).toContain("Already there before this change: 1 missing, 1 undefined-key");
  expect(run.code).toBe(1);
  for (const folder of ["", "src"])
    expect(existsSync(join(checkout.root, folder, "ran"))).toBe(false);
});
