import { openRepository, type Repository } from "../../../core/git/repository.ts";

/** The repository at a test's folder, which must be one. */
export function opened({ root }: { readonly root: string }): Repository {
  const repo = openRepository(root);
  if (repo === undefined) throw new Error(`no repository at ${root}`);
  return repo;
}
