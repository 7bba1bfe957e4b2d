import { readInside, writeInside } from "../../project/files.ts";
import { declarationOf } from "../../usage/declarations/declarations.ts";
import type { TypedLibrary } from "../../usage/declarations/libraries.ts";
import { readSourceKeys } from "./source-keys.ts";
import type { Workspace } from "../checkout/workspace.ts";

/** Where a declaration file goes, and whose types it adds to. */
export interface DeclareOptions {
  /** From the repository's root. */
  readonly path: string;
  readonly library: TypedLibrary;
}

/** Writes the source's keys as types. Answers whether the file had to change. */
export async function declareKeys(
  workspace: Workspace,
  { path, library }: DeclareOptions,
): Promise<boolean> {
  const { root } = workspace.repository;
  const { known } = await readSourceKeys(workspace);
  const text = Buffer.from(declarationOf(library, known.messages));
  const stands = await readInside(root, path);
  if (stands !== undefined && text.equals(stands)) return false;
  await writeInside(root, path, text);
  return true;
}
