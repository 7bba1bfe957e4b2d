const NAME = "github-actions[bot]";
const EMAIL = "41898282+github-actions[bot]@users.noreply.github.com";

/** Who makes a commit where git makes it: a self-hosted runner often has no identity of its own. */
export const AUTHOR: Readonly<Record<string, string>> = {
  GIT_AUTHOR_NAME: NAME,
  GIT_AUTHOR_EMAIL: EMAIL,
  GIT_COMMITTER_NAME: NAME,
  GIT_COMMITTER_EMAIL: EMAIL,
};

/** As a `Signed-off-by` line names it. */
export const SIGNATURE: string = `${NAME} <${EMAIL}>`;
