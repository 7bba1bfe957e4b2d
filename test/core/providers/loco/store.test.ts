import { describeStore } from "../../../contract/store.ts";
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
