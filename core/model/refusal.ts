/**
 * Why a file cannot take an edit without a change that nobody asked for. Words stand in
 * `core/report`.
 */
export type Refusal =
  /** The value is reached through an alias or a merge key: editing it would change others. */
  | "alias"
  /** A text, or another value without keys, stands where the edit needs keys below it. */
  | "text"
  /** Keys, or what only its program can read, stand where the edit needs a text. */
  | "container"
  /** A list would get a gap, or lose an item that is not its last: others would change their keys. */
  | "list"
  /** One of target and source has a root key, the other none. */
  | "root"
  /** The result did not prove: other rows than the edited ones would differ. */
  | "unproven";
