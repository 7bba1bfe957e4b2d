import { describe, expect, onTestFinished, test } from "vitest";
import { type OpenAiServer, serveOpenAi } from "../../servers/openai/openai.ts";
import { type Forge, openForge, runTranslate } from "../../support/action.ts";
import { checkOutMerge, propose, runReview } from "../review/proposal.ts";

const SOURCE = "l/en.json";
const GREET = { greet: "Hello {name}" };
const REF = "refs/locstep/main";
const environment = { OPENAI_API_KEY: "k" };

interface Scene extends Forge {
  readonly server: OpenAiServer;
  /** Pushes a change, runs the action on a new runner, and tells how many texts were paid for. */
  paid(files: Readonly<Record<string, string | object>>): Promise<number>;
}

/** A model that loses placeholders, and a repository in which everything else is translated. */
async function openScene(inputs: Readonly<Record<string, string>>): Promise<Scene> {
  const server = await serveOpenAi({ key: "k", models: ["m"] });
  onTestFinished(() => server.close());
  server.disturb({ kind: "loses-braces" });
  const provider = `{ name: openai, model: m, baseUrl: "${server.url}/v1" }`;
  const config = `sourceLocale: en\ntargetLocales: [de, fr]\nfiles: ["l/{locale}.json"]\nprovider: ${provider}\n`;
  const files = { [SOURCE]: GREET, "l/de.json": {}, "l/fr.json": {} };
  const forge = await openForge(files, config);
  return {
    ...forge,
    server,
    async paid(changes) {
      for (const [path, content] of Object.entries(changes)) forge.person.write(path, content);
      await forge.pushed("Change something");
      const before = server.charged();
      const checkout = await forge.checkout();
      await runTranslate(forge.github, checkout, { inputs, environment });
      await forge.person.git("pull", "-q", "origin", "main");
      return server.charged() - before;
    },
  };
}

async function refs({ remote }: Forge): Promise<readonly string[]> {
  const listing = await remote.git("for-each-ref", "--format=%(refname)");
  return listing.split("\n").filter((ref) => ref !== "refs/heads/main");
}

for (const inputs of [{}, { strategy: "commit" }]) {
  const name = "strategy" in inputs ? "strategy: commit" : "a pull request";

  test(`what is refused, with nothing else to write, is paid for once (${name})`, async () => {
    const scene = await openScene(inputs);
    // Asked for, and once more with the reason, in two locales.
    expect(await scene.paid({ README: "A" })).toBe(4);
    expect(await scene.branches()).toEqual(["main"]);
    expect(scene.github.state.pulls).toEqual([]);
    expect(await refs(scene)).toEqual([REF]);
    expect(await scene.paid({ README: "B" })).toBe(0);

    // Beside a text that passes, which opens a pull request, and with a base that moves below it.
    expect(await scene.paid({ [SOURCE]: { ...GREET, end: "End" } })).toBe(2);
    expect(await scene.paid({ README: "C" })).toBe(0);
    expect(await scene.paid({ README: "D" })).toBe(0);

    // Another source text is asked for, and what nobody wants any more is forgotten.
    scene.server.disturb({ kind: "mends" });
    expect(await scene.paid({ [SOURCE]: { greet: "Hi {name}", end: "End" } })).toBe(2);
    expect(await refs(scene)).not.toContain(REF);
  });
}

describe("what is remembered of refused answers", () => {
  test("is kept for each locale where each has its own pull request", async () => {
    const scene = await openScene({ "group-by": "locale" });
    expect(await scene.paid({ README: "A" })).toBe(4);
    expect(await refs(scene)).toEqual([`${REF}@de`, `${REF}@fr`]);
    expect(await scene.paid({ README: "B" })).toBe(0);
  });

  test("names rules and no text; what somebody else put there says nothing, and gives way", async () => {
    const scene = await openScene({});
    await scene.paid({ README: "A" });
    const { person } = scene;
    await person.git("fetch", "-q", "origin", REF);
    const kept = await person.git("show", "FETCH_HEAD:refused");
    expect(kept).toMatch(/^# locstep 1(?:\nrefused openai (?:de|fr) \S{8} placeholder \S{6}){2}$/u);

    await person.git("push", "-q", "-f", "origin", `HEAD:${REF}`);
    expect(await scene.paid({ README: "B" })).toBe(4);
    await person.git("fetch", "-q", "origin", REF);
    expect(await person.git("show", "FETCH_HEAD:refused")).toBe(kept);
  });

  test("cannot be kept: the run says so, and goes on", async () => {
    const scene = await openScene({});
    scene.github.interfere = ({ method, path }) =>
      method === "POST" && path.endsWith("/git-receive-pack") ? "fail" : undefined;
    const outcome = await runTranslate(scene.github, await scene.checkout(), { environment });
    expect(outcome.notices).toMatchObject([
      { text: /asks again for what the quality gate refused/u },
    ]);
    expect(outcome.report.locales["de"]).toMatchObject({ rejected: 1 });
  });

  test("of a pull request's own branch ends with it", async () => {
    const scene = await openScene({});
    const { person, remote } = scene;
    await person.git("checkout", "-q", "-b", "feature");
    person.write(SOURCE, { ...GREET, bye: "Bye {name}" });
    await scene.pushed("Add a text");
    const options = { inputs: { "push-translations": "true" }, environment };
    const proposal = await propose(scene);
    const review = async (action: string) => {
      const before = scene.server.charged();
      await runReview(scene, await checkOutMerge(scene, proposal.ref), proposal, {
        ...options,
        action,
      });
      return scene.server.charged() - before;
    };
    expect(await review("opened")).toBe(8);
    expect(await review("synchronize")).toBe(0);
    expect(await remote.git("rev-parse", "feature")).toBe(proposal.head);
    expect(await refs(scene)).toContain("refs/locstep/feature");
    await review("closed");
    expect(await refs(scene)).not.toContain("refs/locstep/feature");
  });
});
