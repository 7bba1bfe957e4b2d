/** What a person should know of a run besides its findings. */
export interface Notice {
  readonly level: "notice" | "warning";
  /** Plain text, whole sentences. */
  readonly text: string;
}

/** What a run needs of the process that it runs in. */
export interface Host {
  /** Tells at once: before what it speaks of is done. */
  readonly say: (notice: Notice) => void;
  /** Milliseconds before GitHub is asked again for what it did not answer; later ones wait longer. */
  readonly pause: number | undefined;
}
