import { expect, it } from "vitest";
import { describeStore } from "../../../contract/store.ts";
import { syncIn } from "../../../support/in-process.ts";
import { createRepository } from "../../../support/repository.ts";
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

it("a run looks once at what people have translated, and waits for nobody", async () => {
  const server = await startLoco({ locales: ["en", "de"] });
  const repository = createRepository();
  repository.write("locstep.yaml", "sourceLocale: en\nfiles: ['l/{locale}/{namespace}.json']\n");
  repository.write("l/en/common.json", { home: "Home" });
  repository.write("l/de/common.json", {});
  await repository.commit("Write the source");
  const { locales } = await syncIn(repository.root, openLoco(server));
  expect(locales["de"]).toMatchObject({ missing: 1, pending: 1 });
  const looks = server.requests.filter(({ path }) => path.includes("/de.json?status=translated"));
  expect(looks).toHaveLength(1);
  await repository.commit("Send");
  server.edit("de", "common:home", "Zuhause");
  await syncIn(repository.root, openLoco(server));
  expect(JSON.parse(repository.read("l/de/common.json"))).toEqual({ home: "Zuhause" });
});
