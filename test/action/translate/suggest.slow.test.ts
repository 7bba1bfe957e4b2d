import { expect, onTestFinished, test } from "vitest";
import { offeredIn, offeredMarker } from "../../../action/text/offered.ts";
import { serveOpenAi } from "../../servers/openai/openai.ts";
import { openForge, runTranslate } from "../../support/action.ts";

const SOURCE = "l/en.json";
const TEXTS = { pay: "Pay with your card", end: "End" };

test("a suggestion over a person's text is asked for once, and stays in the pull request", async () => {
  const server = await serveOpenAi({ key: "k", models: ["m"] });
  onTestFinished(() => server.close());
  const provider = `{ name: openai, model: m, baseUrl: "${server.url}/v1" }`;
  const config = `sourceLocale: en\ntargetLocales: [de]\nfiles: ["l/{locale}.json"]\nprovider: ${provider}\n`;
  const files = { [SOURCE]: TEXTS, "l/de.json": { pay: "Mit Karte bezahlen" } };
  const forge = await openForge(files, config);
  const { github, person, remote } = forge;
  const environment = { OPENAI_API_KEY: "k" };
  async function run(): Promise<string> {
    const before = server.requests.length;
    await runTranslate(github, await forge.checkout(), { environment });
    return server.requests
      .slice(before)
      .map(({ body }) => body)
      .join("\n");
  }
  const bodies = () => github.state.pulls.filter(({ state }) => state === "open");

  expect(await run()).toContain("End");
  await remote.git("update-ref", "refs/heads/main", "locstep/main");
  await run();
  await person.git("pull", "-q", "origin", "main");

  // Nothing is to be written: nobody is asked.
  person.write(SOURCE, { ...TEXTS, pay: "Pay with your cards" });
  await forge.pushed("Reword");
  expect(await run()).toBe("");
  expect(bodies()).toEqual([]);

  person.write(SOURCE, { ...TEXTS, pay: "Pay with your cards", late: "Too late" });
  await forge.pushed("Add a text");
  const asked = await run();
  expect(asked).toContain("Pay with your cards");
  const [first] = bodies();
  expect(first?.body).toContain("### Offered, not written");

  // And then for what is new alone, while the offer stays where reviewers see it.
  person.write("README", "A shop.");
  await forge.pushed("Write about it");
  expect(await run()).toBe("");
  person.write(SOURCE, { ...TEXTS, pay: "Pay with your cards", late: "Too late", more: "More" });
  await forge.pushed("Add another");
  const next = await run();
  expect(next).toContain("More");
  expect(next).not.toContain("Mit Karte bezahlen");
  const [last] = bodies();
  expect(last?.body).toContain("### Offered, not written");
  expect([...offeredIn(last?.body ?? "")]).toEqual([...offeredIn(first?.body ?? "")]);
});

test("what a person closed is not paid for again, its branch deleted or not", async () => {
  const server = await serveOpenAi({ key: "k", models: ["m"] });
  onTestFinished(() => server.close());
  const provider = `{ name: openai, model: m, baseUrl: "${server.url}/v1" }`;
  const config = `sourceLocale: en\ntargetLocales: [de]\nfiles: ["l/{locale}.json"]\nprovider: ${provider}\n`;
  const forge = await openForge({ [SOURCE]: TEXTS }, config);
  const { github, person, remote } = forge;
  const run = async () =>
    runTranslate(github, await forge.checkout(), { environment: { OPENAI_API_KEY: "k" } });
  await run();
  const [pull] = github.state.pulls;
  if (pull !== undefined) pull.state = "closed";
  const [{ length }, charged] = [server.requests, server.charged()];
  for (const isDeleted of [false, true]) {
    if (isDeleted) await remote.git("update-ref", "-d", "refs/heads/locstep/main");
    person.write("README", `A shop. ${isDeleted}`);
    await forge.pushed("Write about it");
    const { notices } = await run();
    expect(notices.map(({ text }) => text).join()).toContain("closed with these very translations");
    expect(server.requests.length).toBe(length);
  }
  person.write(SOURCE, { ...TEXTS, late: "Too late" });
  await forge.pushed("Add a text");
  await run();
  expect([server.requests.length - length, server.charged() - charged]).toEqual([1, 1]);
  expect(github.state.pulls).toMatchObject([{ state: "closed" }, { state: "open" }]);
});

test("what a person reverted is not paid for again", async () => {
  const server = await serveOpenAi({ key: "k", models: ["m"] });
  onTestFinished(() => server.close());
  const provider = `{ name: openai, model: m, baseUrl: "${server.url}/v1" }`;
  const config = `sourceLocale: en\ntargetLocales: [de]\nfiles: ["l/{locale}.json"]\nprovider: ${provider}\n`;
  const forge = await openForge({ [SOURCE]: TEXTS }, config);
  const { github, person } = forge;
  const run = async () =>
    runTranslate(github, await forge.checkout(), { environment: { OPENAI_API_KEY: "k" } });
  await run();
  await person.git("pull", "-q", "--no-rebase", "--no-ff", "--no-edit", "origin", "locstep/main");
  await person.git("push", "-q", "origin", "HEAD");
  await run();
  expect(github.state.pulls).toMatchObject([{ state: "closed", mergedAt: expect.any(String) }]);
  await person.git("revert", "--no-edit", "-m", "1", "HEAD");
  await person.git("push", "-q", "origin", "HEAD");
  const { length } = server.requests;
  const { notices } = await run();
  expect(server.requests.length).toBe(length);
  expect(notices.map(({ text }) => text).join()).toContain("merged with these very translations");
  expect(github.state.pulls).toMatchObject([{ state: "closed" }, { state: "open" }]);
});

test("what a body holds of offers is bounded, and no text of it is taken for another", () => {
  const one = (at: number) => ({
    locale: "de",
    namespace: "shop",
    key: [`k${at}`],
    path: "l/de.json",
    outcome: "suggested" as const,
    source: `Text ${at}`,
    text: `${"--> @everyone ".repeat(9)}${Math.sin(at)}`,
    previous: "Alt",
  });
  const many = Array.from({ length: 5_000 }, (_, at) => one(at));
  const marker = offeredMarker(many);
  expect(marker.length).toBeLessThan(4_600);
  expect(marker).toMatch(/^<!-- locstep:offered:[\w+/=]+ -->$/u);
  expect([...offeredIn(`body\n${marker}`).values()][0]).toBe(many[0]?.text);
  for (const spoilt of ["", "<!-- locstep:offered:AAAA -->", marker.replace(/.{9} -->/u, " -->")]) {
    expect([...offeredIn(spoilt)]).toEqual([]);
  }
});
