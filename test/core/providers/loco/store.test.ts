import { expect, it } from "vitest";
import { describeProposals } from "../../../contract/proposals.ts";
import { describeStore } from "../../../contract/store.ts";
import { adoptIn, syncIn } from "../../../support/in-process.ts";
import { type TestRepository, createRepository } from "../../../support/repository.ts";
import { openLoco, startLoco } from "./bench.ts";

describeStore("loco", async () => {
  const server = await startLoco({ locales: ["en", "de"] });
  return {
    server,
    open: async ({ deletes = false, mayOnlyRead = false } = {}) =>
      openLoco(
        server,
        { deletions: deletes },
        { LOCO_API_KEY: mayOnlyRead ? "key-read" : "key-full" },
      ),
    edit: (locale, key, text) => server.edit(locale, `common:${key}`, text),
    text: (locale, key) => server.asset(`common:${key}`)?.translations.get(locale)?.text,
  };
});

describeProposals("loco", async () => {
  const server = await startLoco({ locales: ["en", "de"] });
  return {
    server,
    open: async () => openLoco(server, { deletions: true }),
    sources: () =>
      Object.fromEntries(
        Object.entries(server.texts("en")).map(([id, text]) => [id.replace("common:", ""), text]),
      ),
  };
});

it("a pull request's tag is on what it brought and changed, beside the project's own", async () => {
  const server = await startLoco({ locales: ["en", "de"] });
  const { signal } = new AbortController();
  const loco = openLoco(server, { tag: "web" });
  const tags = (key: string) => [...(server.asset(`common:${key}`)?.tags ?? [])];
  await syncIn((await projectOf({ home: "Home", back: "Back" })).root, loco);
  const { proposals } = loco.store!;
  const ours = await proposals!.open({ branch: "feature", number: 12 }, signal);
  const texts = { home: "Homepage", back: "Back", pay: "Pay" };
  await syncIn((await projectOf(texts)).root, ours);
  expect([tags("home"), tags("back"), tags("pay")]).toEqual([
    ["web", "pr-12"],
    ["web"],
    ["web", "pr-12"],
  ]);

  // Without leave to delete, what nobody has any more is marked.
  const base = async () => [
    { namespace: "common", key: ["home"], text: "Home" },
    { namespace: "common", key: ["back"], text: "Back" },
  ];
  expect(await proposals!.remove({ branch: "feature", number: 12 }, base, signal)).toBe("removed");
  expect([tags("home"), tags("pay")]).toEqual([["web"], ["web", "orphaned"]]);
  expect(server.texts("en")).toEqual({
    "common:home": "Home",
    "common:back": "Back",
    "common:pay": "Pay",
  });
});

it("a key that may only read ends nothing", async () => {
  const server = await startLoco({ locales: ["en"] });
  const { proposals } = openLoco(server, {}, { LOCO_API_KEY: "key-read" }).store!;
  const { signal } = new AbortController();
  expect(await proposals!.merge({ branch: "feature", number: 1 }, signal)).toBe("absent");
  expect(await proposals!.remove({ branch: "f", number: 1 }, async () => [], signal)).toBe(
    "absent",
  );
});

async function projectOf(texts: object): Promise<TestRepository> {
  const repository = createRepository();
  repository.write("locstep.yaml", "sourceLocale: en\nfiles: ['l/{locale}/{namespace}.json']\n");
  repository.write("l/en/common.json", texts);
  repository.write("l/de/common.json", {});
  await repository.commit("Write the source");
  return repository;
}

it("a run looks once at what people have translated, and waits for nobody", async () => {
  const server = await startLoco({ locales: ["en", "de"] });
  const repository = await projectOf({ home: "Home" });
  const { locales } = await syncIn(repository.root, openLoco(server));
  expect(locales["de"]).toMatchObject({ missing: 1, pending: 1 });
  const looks = server.requests.filter(({ path }) => path.includes("/de.json?status=translated"));
  expect(looks).toHaveLength(1);
  await repository.commit("Send");
  server.edit("de", "common:home", "Zuhause");
  await syncIn(repository.root, openLoco(server));
  expect(JSON.parse(repository.read("l/de/common.json"))).toEqual({ home: "Zuhause" });
});

it("a text that Loco cannot tell the time of is told, and stops no run", async () => {
  const server = await startLoco({ locales: ["en", "de"] });
  const repository = await projectOf({ home: "Home" });
  repository.write("l/de/common.json", { home: "Alt" });
  await adoptIn(repository.root);
  await repository.commit("Translate");
  await syncIn(repository.root, openLoco(server));
  repository.write("l/de/common.json", { home: "Neu" });
  await repository.commit("Reword");
  server.interfere(({ path }) => (path.includes("/translations/") ? 500 : undefined));
  const { notes } = await syncIn(repository.root, openLoco(server));
  expect(notes).toEqual([
    "l/de/common.json could not be compared with the service: Loco answered 500.",
  ]);
});
