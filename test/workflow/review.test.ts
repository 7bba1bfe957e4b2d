import { expect, test } from "vitest";
import type { Report } from "../../core/report/report.ts";
import { runCli } from "../support/cli.ts";
import { acceptIn, freshProvider, syncIn } from "../support/in-process.ts";
import { type TestRepository, createRepository } from "../support/repository.ts";

const CONFIG = "sourceLocale: en\nfiles: ['locales/{locale}.json']\n";

function repositoryWith(review: string): TestRepository {
  const repository = createRepository();
  repository.write("locales/en.json", { hi: "Hello {{name}}", bye: "Good bye" });
  repository.write("locales/de.json", {});
  repository.write("locstep.yaml", `${CONFIG}${review}`);
  return repository;
}

/** Loses the placeholder's name; and what was asked for. */
function carelessly(asked: string[] = []): ReturnType<typeof freshProvider> {
  return freshProvider((locale, text) => {
    asked.push(text);
    return `${locale} ${text.replace("name", "nom")}`;
  });
}

function germanOf(repository: TestRepository): unknown {
  return JSON.parse(repository.read("locales/de.json"));
}

async function checkIn(cwd: string): Promise<Report & { readonly code: number }> {
  const { code, stdout } = await runCli(["check", "--json"], { cwd });
  return { ...(JSON.parse(stdout) as Report), code };
}

test("what our rules refuse is written for review where the configuration names its rule", async () => {
  const repository = repositoryWith("review: [placeholder]\n");
  const report = await syncIn(repository.root, carelessly());
  expect(germanOf(repository)).toEqual({ hi: "de Hello {{nom}}", bye: "de Good bye" });
  const counts = { total: 2, translated: 1, unconfirmed: 1, rejected: 1, missing: 0, stale: 0 };
  expect(report.locales["de"]).toMatchObject(counts);
  expect(report.findings).toEqual([
    expect.objectContaining({
      code: "rejected",
      severity: "error",
      path: "locales/de.json",
      line: 2,
      key: ["hi"],
      message: expect.stringContaining("written for review; placeholder: expected {{name}}"),
    }),
  ]);
});

test("it is told at every check, never reads translated and is not asked for again", async () => {
  const repository = repositoryWith("review: [placeholder]\nchecks: { placeholder: off }\n");
  await syncIn(repository.root, carelessly());
  for (const moment of ["uncommitted", "committed"]) {
    if (moment === "committed") await repository.commit("Translate");
    const asked: string[] = [];
    await syncIn(repository.root, carelessly(asked));
    const { code, locales, findings } = await checkIn(repository.root);
    expect([moment, asked, code]).toEqual([moment, [], 1]);
    expect(locales["de"]).toMatchObject({ translated: 1, unconfirmed: 1, rejected: 1 });
    expect(findings.map((finding) => finding.code)).toEqual(["rejected"]);
  }
  // Another message with the same text does not get it from the memory.
  const texts = { hi: "Hello {{name}}", bye: "Good bye", again: "Hello {{name}}" };
  repository.write("locales/en.json", texts);
  const asked: string[] = [];
  await syncIn(repository.root, carelessly(asked));
  expect(new Set(asked)).toEqual(new Set(["Hello {{name}}"]));
});

test("it is written for review only if every rule that it breaks is named", async () => {
  const repository = repositoryWith("review: [markup, plural]\n");
  const report = await syncIn(repository.root, carelessly());
  expect(germanOf(repository)).toEqual({ bye: "de Good bye" });
  expect(report.locales["de"]).toMatchObject({ missing: 1, unconfirmed: 0, rejected: 1 });
});

test("a person's word, a person's text or another source text ends the review", async () => {
  const repository = repositoryWith("review: [placeholder]\n");
  await syncIn(repository.root, carelessly());
  await repository.commit("Translate");

  expect(await acceptIn(repository.root, "hi")).toBe(1);
  const accepted = await checkIn(repository.root);
  expect(accepted.locales["de"]).toMatchObject({ translated: 2, rejected: 0 });
  expect(accepted.findings.map(({ code }) => code)).toEqual(["placeholder"]);
  await repository.git("checkout", "--", ".");
  await repository.git("clean", "-qfd");

  repository.write("locales/de.json", { hi: "Hallo {{name}}", bye: "de Good bye" });
  const corrected = await checkIn(repository.root);
  expect(corrected.locales["de"]).toMatchObject({ translated: 1, unconfirmed: 1, rejected: 0 });
  await repository.git("checkout", "--", ".");

  repository.write("locales/en.json", { hi: "Hi {{name}}", bye: "Good bye" });
  await syncIn(
    repository.root,
    freshProvider((locale, text) => `${locale} ${text}`),
  );
  expect(germanOf(repository)).toMatchObject({ hi: "de Hi {{name}}" });
  expect((await checkIn(repository.root)).locales["de"]).toMatchObject({ translated: 2 });
});

test("a renamed key takes no refused text along as if a person had written it", async () => {
  const repository = repositoryWith("review: [placeholder]\n");
  await syncIn(repository.root, carelessly());
  await repository.commit("Translate");
  repository.write("locales/en.json", { hello: "Hello {{name}}", bye: "Good bye" });
  await syncIn(
    repository.root,
    freshProvider((locale, text) => `${locale} ${text}`),
  );
  expect(germanOf(repository)).toEqual({ hello: "de Hello {{name}}", bye: "de Good bye" });
});
