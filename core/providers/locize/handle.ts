import { OutsideError } from "../../model/errors.ts";
import { type Handle, NOT_SENT } from "../provider.ts";
import type { LocizeProject } from "./project.ts";

/** Where a group's texts went: `<project>/<version>`. */
export function handleOf({ client, version }: LocizeProject): Handle {
  return `${client.projectId}/${encodeURIComponent(version)}`;
}

/** The project or branch that a handle names, which may be another than the one at hand. */
export function readHandle(handle: Handle, here: LocizeProject): LocizeProject {
  if (handle === NOT_SENT) return here;
  const [, id = "", name = ""] = /^([\w-]{1,64})\/([^/]{1,200})$/u.exec(handle) ?? [];
  const version = decoded(name);
  if (id === "" || version === undefined) {
    throw new OutsideError("the ledger names a group in flight that Locize cannot have");
  }
  const isHere = id === here.client.projectId && version === here.version;
  return isHere ? here : here.on({ id, version });
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
