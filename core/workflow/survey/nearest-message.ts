import { isMessage, keyOf } from "../../catalog/catalog.ts";
import { UsageError } from "../../model/errors.ts";
import type { Key } from "../../model/key.ts";
import { nearest } from "../../model/nearest.ts";
import { selectMessages } from "../../model/select-messages.ts";
import { quoted } from "../../report/quote.ts";
import { openSource } from "../checkout/open-source.ts";
import type { Workspace } from "../checkout/workspace.ts";

interface Named {
  readonly namespace: string;
  readonly key: Key;
}

/** Throws UsageError, with what was probably meant, where a glob means no message of the source. */
export async function refuseUnknown(workspace: Workspace, glob: string): Promise<void> {
  const selects = selectMessages(glob);
  const messages = await messagesOf(workspace);
  if (messages.some(({ namespace, key }) => selects(namespace, key))) return;
  const near = nearestGlob(glob, messages);
  throw new UsageError(
    `no message matches ${quoted(glob)}`,
    near === undefined
      ? "Write a key as the locale file has it, its segments joined by dots."
      : `Did you mean ${near}?`,
  );
}

/** As the locales see them: plurals have the forms of each. Files that cannot be read are left out. */
async function messagesOf(workspace: Workspace): Promise<readonly Named[]> {
  const messages = new Map<string, Named>();
  for (const file of workspace.arrangement.sources) {
    const source = openSource(workspace, file);
    const opened = [source.open(), ...file.targets.map(({ locale }) => source.openFor(locale))];
    const catalogs = (await Promise.all(opened)).flatMap((one) =>
      "catalog" in one ? [one.catalog] : [],
    );
    for (const catalog of new Set(catalogs)) {
      for (let row = 1; row < catalog.size; row++) {
        if (!isMessage(catalog, row)) continue;
        const named = { namespace: file.namespace, key: keyOf(catalog, row) };
        messages.set(`${named.namespace}:${named.key.join(".")}`, named);
      }
    }
  }
  return [...messages.values()];
}

/** A folder of keys by its glob, the end of a key by the whole, what is mistyped by what comes near. */
function nearestGlob(glob: string, messages: readonly Named[]): string | undefined {
  const names = messages.map(({ key }) => key.join("."));
  if (glob.includes(":")) {
    names.push(...messages.map(({ namespace, key }) => `${namespace}:${key.join(".")}`));
  }
  const isFolder = names.some((name) => name.startsWith(`${glob}.`));
  if (isFolder) return quoted(`${glob}.**`);
  const near = names.find((name) => name.endsWith(`.${glob}`)) ?? nearest(glob, names);
  return near && quoted(near);
}
