import { expect, test } from "vitest";
import { createRepository } from "../../../support/repository.ts";
import { syncOn } from "../../../support/session.ts";
import { KEY, startLingo } from "./bench.ts";

const MESSAGES = 1_000;
const LOCALES = ["cs", "da", "de", "es", "fi", "fr", "it", "ja", "nl", "sv"];
const WORDS =
  "account add cancel change choose continue could create delete document download edit email enter error file find folder from image invite link loading message move name new not open password please project remove save search select send settings share sign team the this to update upload your".split(
    " ",
  );

test("1,000 new messages for 10 locales are at most 1.5 times their texts, and a changed one itself", async () => {
  const server = await startLingo();
  const repository = createRepository();
  const targets = LOCALES.join(", ");
  const provider = `provider: { name: lingo, baseUrl: "${server.url}" }`;
  const files = 'files: ["l/{locale}/{namespace}.json"]';
  repository.write(
    "locstep.yaml",
    `sourceLocale: en\ntargetLocales: [${targets}]\n${files}\n${provider}\n`,
  );
  const source = sourceTexts();
  repository.write("l/en/app.json", source);
  await repository.commit("Write the source");
  const machine = { repository, environment: { LINGO_API_KEY: KEY } };

  const sent = (): number =>
    server.requests.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
  const texts = Object.values(source).flatMap((screen) => Object.values(screen));
  const size = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  await syncOn(machine);
  const all = sent();
  await repository.commit("Translate");
  const screen = source["screen0"] as Record<string, string>;
  const [key = ""] = Object.keys(screen);
  screen[key] = "Another text that says something else";
  repository.write("l/en/app.json", source);
  await syncOn(machine);
  const one = sent() - all;
  expect(texts).toHaveLength(MESSAGES);
  expect(all / size).toBeLessThan(1.5);
  expect(one).toBeLessThan(1_000);
});

/** As user interfaces read: a third are a word or two, the rest a sentence. Some 30 characters each. */
function sourceTexts(): Record<string, Record<string, string>> {
  const source: Record<string, Record<string, string>> = {};
  for (let number = 0; number < MESSAGES; number++) {
    const length = number % 3 === 0 ? 1 + (number % 2) : 4 + (number % 5);
    const words = Array.from(
      { length },
      (_, at) => WORDS[(number * 7 + at * at * 13 + at) % WORDS.length] as string,
    );
    const screen = (source[`screen${number % 40}`] ??= {});
    screen[`${words.slice(0, 3).join("_")}_${number}`] = `${words.join(" ")} ${number}`;
  }
  return source;
}
