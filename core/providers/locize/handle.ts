import { OutsideError } from "../../model/errors.ts";
import type { LocizeProject } from "./project.ts";

/** What a handle says: where the texts went, and whether they could be sent at all. */
interface Sent {
  readonly isSent: boolean;
}

/** `<project>/<version>`, and `/read` where the key may only read. */
export function handleOf({ client, version }: LocizeProject, { isSent }: Sent): string {
  const place = `${client.projectId}/${encodeURIComponent(version)}`;
  return isSent ? place : `${place}/read`;
}

/** The project or branch that a handle names, which may be another than the one at hand. */
export function readHandle(
  handle: string,
  here: LocizeProject,
): { readonly project: LocizeProject } & Sent {
  const [, id = "", name = "", read] =
    /^([\w-]{1,64})\/([^/]{1,200})(\/read)?$/u.exec(handle) ?? [];
  const version = decoded(name);
  if (id === "" || version === undefined) {
    throw new OutsideError("the ledger names a group in flight that Locize cannot have");
  }
  const isHere = id === here.client.projectId && version === here.version;
  return { project: isHere ? here : here.on({ id, version }), isSent: read === undefined };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
