/** A pull request. */
export interface Proposal {
  /** The branch of git that it comes from. */
  readonly branch: string;
  readonly number: number;
}
