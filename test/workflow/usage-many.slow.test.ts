import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSession } from "../../core/workflow/session.ts";
import { createRepository } from "../support/repository.ts";

const SOURCES = 10_000;

test("10,000 sources, and links that lead back to themselves, are each read once", async () => {
  const repository = createRepository();
  repository.write("package.json", { dependencies: { i18next: "25" } });
  repository.write("locstep.yaml", "sourceLocale: en\nfiles: ['l/{locale}.json']\n");
  repository.write("l/en.json", { k: "K" });
  repository.write("l/de.json", { k: "K" });
  for (let at = 0; at < SOURCES; at++) {
    const key = at % 100 === 0 ? "gone" : "k";
    const path = `src/${at % 50}/a${at}.ts`;
    repository.write(path, `import { t } from "i18next";\nt("${key}"); // ${at}\n`);
  }
  symlinkSync("..", join(repository.root, "src/up"));
  symlinkSync(".", join(repository.root, "src/self"));
  symlinkSync("self.ts", join(repository.root, "src/self.ts"));
  symlinkSync("b.ts", join(repository.root, "src/a.ts"));
  symlinkSync("a.ts", join(repository.root, "src/b.ts"));
  await repository.commit("Start");
  const session = await openSession({ cwd: repository.root, environment: {} });
  const { findings } = await session.check();
  const places = findings.filter(({ code }) => code === "undefined-key").map(({ path }) => path);
  expect(new Set(places).size).toBe(SOURCES / 100);
  expect(places).toHaveLength(SOURCES / 100);
  // What changes is read beside what is kept.
  repository.write("src/0/a0.ts", 'import { t } from "i18next";\nt("k");\n');
  const again = (await session.check()).findings.filter(({ code }) => code === "undefined-key");
  expect(again).toHaveLength(SOURCES / 100 - 1);
}, 120_000);
