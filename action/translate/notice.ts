/** What a person should know of a run besides its findings. */
export interface Notice {
  readonly level: "notice" | "warning";
  /** Plain text, whole sentences. */
  readonly text: string;
}
