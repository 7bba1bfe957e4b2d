import { expect, test } from "vitest";
import { UsageError } from "../../../core/model/errors.ts";
import { serveOpenAi } from "../../servers/openai/openai.ts";
import { type Forge, openForge, runTranslate } from "../../support/action.ts";
import { openLfsStore, pointer } from "../../support/lfs.ts";
import { checkOutMerge, propose, runReview } from "../review/proposal.ts";

const EN = "l/en/shop.json";
const XA = "l/en-XA/shop.json";
const SOURCE = '{\n  "greet": "Hello",\n  "cart": "Cart"\n}\n';
const TARGET = '{\n  "greet": "[Ĥéļļöö]"\n}\n';
const CONFIG = `sourceLocale: en\ntargetLocales: [en-XA]\nfiles: ["l/{locale}/{namespace}.json"]\n`;

async function forgeOf(attributes: string, config: string = CONFIG): Promise<Forge> {
  const isSourceKept = attributes.includes("l/**");
  const files = { [EN]: isSourceKept ? pointer(SOURCE) : SOURCE, [XA]: pointer(TARGET) };
  return openForge({ ".gitattributes": attributes, ...files }, config);
}

async function refusal(
  forge: Forge,
  inputs: Readonly<Record<string, string>>,
): Promise<UsageError> {
  const ran = runTranslate(forge.github, await forge.checkout(), { inputs });
  const error: unknown = await ran.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  expect(await forge.branches()).toEqual(["main"]);
  expect(forge.github.state.pulls).toEqual([]);
  return error as UsageError;
}

test("a locale file that LFS keeps is refused by name before anything is sent through the API", async () => {
  const server = await serveOpenAi({ key: "k", models: ["m"] });
  const config = `${CONFIG.replace("en-XA", "en-XA, de")}provider: { name: openai, model: m, baseUrl: "${server.url}/v1" }\n`;
  for (const attributes of ["l/** filter=lfs diff=lfs merge=lfs -text\n", "l/de/* filter=lfs\n"]) {
    const forge = await forgeOf(attributes, config);
    const path = attributes.startsWith("l/de") ? "l/de/shop.json" : EN;
    const { message, hint } = await refusal(forge, {});
    expect(message).toContain(`${path} is kept in Git LFS`);
    expect(hint).toContain("`commit-method: git`");
    expect(hint).toContain("`lfs: true`");
  }
  expect(server.requests).toEqual([]);
  await server.close();
});

test("without the files themselves git is no way either, and the remedy is named", async () => {
  const { message, hint } = await refusal(await forgeOf("l/** filter=lfs\n"), {
    "commit-method": "git",
  });
  expect(message).toContain(`${EN} is kept in Git LFS, and this checkout has only a pointer`);
  expect(hint).toContain("`lfs: true`");
});

test("with them it is: what is pushed are pointers, and their contents are kept", async () => {
  const forge = await forgeOf("l/** filter=lfs\n");
  const lfs = openLfsStore();
  for (const content of [SOURCE, TARGET]) lfs.put(content);
  const checkout = await forge.checkout();
  await lfs.install(checkout);
  const inputs = { "commit-method": "git" };
  const { changed } = await runTranslate(forge.github, checkout, { inputs });
  expect(changed).toBe(true);
  expect(await forge.show("locstep/main", XA)).toContain("https://git-lfs.github.com/spec/v1");
  const reader = await forge.checkout({ branch: "locstep/main" });
  await lfs.install(reader);
  await lfs.pull(reader, [XA]);
  expect(JSON.parse(reader.read(XA))).toEqual({ greet: "[Ĥéļļöö]", cart: expect.any(String) });

  const again = await forge.checkout();
  await lfs.install(again);
  const second = await runTranslate(forge.github, again, { inputs });
  expect(second).toMatchObject({ changed: false, pullRequests: [{ operation: "none" }] });
});

test("a review compares the files, not their pointers", async () => {
  const forge = await forgeOf("l/** filter=lfs\n");
  const lfs = openLfsStore();
  const after = SOURCE.replace("}", ',  "pay": "Pay"\n}');
  for (const content of [SOURCE, TARGET, after]) lfs.put(content);
  await forge.person.branch("feature");
  forge.person.write(EN, pointer(after));
  await forge.pushed("Add a text");
  const proposal = await propose(forge);
  const checkout = await checkOutMerge(forge, proposal.ref);
  await lfs.install(checkout);
  await lfs.pull(checkout, [EN, XA]);
  const run = await runReview(forge, checkout, proposal);
  const missing = run.report.findings.filter(({ code }) => code === "missing");
  expect(missing.map(({ key }) => key)).toEqual([["cart"], ["pay"]]);
  expect(run.summary).toContain("pay");
  expect(run.summary).not.toContain("pointer");
});
