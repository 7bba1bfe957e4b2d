import { hashContents } from "../../git/hash.ts";
import type { TrackedFile } from "../../git/files.ts";
import type { Repository } from "../../git/repository.ts";
import { readInside } from "../../project/files.ts";

const SYMBOLIC_LINK = 0o120000;

export function isLink({ mode }: TrackedFile): boolean {
  return mode === SYMBOLIC_LINK;
}

/**
 * Gives a symbolic link the id of the content behind it: the ledger speaks of contents, and git's
 * own id is that of the link's text. A link that leads out of the repository keeps no id.
 */
export async function resolveLinks(
  repository: Repository,
  files: readonly TrackedFile[],
): Promise<readonly TrackedFile[]> {
  if (!files.some(isLink)) return files;
  return Promise.all(
    files.map(async (file) => {
      if (!isLink(file) || file.state === "deleted") return file;
      const bytes = await readInside(repository.root, file.path).catch(() => undefined);
      if (bytes === undefined) return { ...file, id: undefined };
      const [id] = await hashContents(repository, [{ path: file.path, bytes }]);
      return { ...file, id };
    }),
  );
}
