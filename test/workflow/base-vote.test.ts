import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { openSession } from "../../core/workflow/session.ts";
import { ledgerProject } from "../support/ledger-project.ts";

const OLDER = { a: "A", b: "B" };
const LATER = { a: "Alpha", b: "B" };
const TODAY = { a: "Alpha", b: "Beta" };

function blobId(texts: object): string {
  const text = `${JSON.stringify(texts, undefined, 2)}\n`;
  return hash("sha1", `blob ${text.length}\0${text}`, "hex");
}

test.each([
  ["de", "fr"],
  ["fr", "de"],
])(
  "changes are told from the state that most locales have; of two, from the same one whoever has it: %s first",
  async (first, second) => {
    const { repository, sync, write } = ledgerProject({ locales: ["de", "fr"] });
    write("en", OLDER);
    await sync([first]);
    write("en", LATER);
    await sync([second]);
    await repository.commit("Each of its own");
    write("en", TODAY);
    const session = await openSession({ cwd: repository.root, environment: {} });
    const [checked, synced] = [await session.check(), await sync()];
    const keys = blobId(OLDER) < blobId(LATER) ? ["a", "b"] : ["b"];
    for (const { changes } of [checked, synced]) {
      expect(changes.changed.map(({ key: [name] }) => name)).toEqual(keys);
    }
  },
);
