import { git } from "../../git/run.ts";
import { openObjects } from "../../git/objects.ts";
import type { Repository } from "../../git/repository.ts";
import { OutsideError } from "../../model/errors.ts";
import type { Config } from "../../project/config.ts";

/**
 * The configuration with its provider and limits as a trusted commit has them: a pull request may
 * say which files there are and how they are judged, but never where texts and keys go, nor how
 * many. Without a configuration there, no service is asked. Throws OutsideError where the commit is
 * not here.
 */
export async function withTrusted(
  config: Config,
  place: TrustedPlace,
  read: (text: string) => Promise<Config>,
): Promise<Config> {
  const text = await textAt(place);
  if (text === undefined) return { ...config, provider: undefined };
  const { provider, limits } = await read(text);
  return { ...config, provider, limits };
}

interface TrustedPlace {
  readonly repository: Repository;
  readonly commit: string;
  /** Of the configuration, from the repository's root. */
  readonly path: string;
}

async function textAt({ repository, commit, path }: TrustedPlace): Promise<string | undefined> {
  const objects = openObjects(repository, { fetchMissing: true });
  try {
    const call = {
      purpose: "find the trusted commit",
      args: ["cat-file", "-e", "--end-of-options", `${commit}^{commit}`],
    };
    if ((await git(repository, call)).exitCode !== 0) {
      throw new OutsideError("the commit whose configuration is trusted is not here", {
        hint: `Fetch it first: \`git fetch --depth=1 origin ${commit}\`.`,
      });
    }
    const id = await objects.idAt(commit, path);
    const bytes = id === undefined ? undefined : await objects.read(id);
    return bytes && new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } finally {
    await objects.close();
  }
}
