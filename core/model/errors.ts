/**
 * The three kinds of failure are different types, so that a face maps each to one exit code:
 * {@link UsageError} 2, {@link OutsideError} 3; anything else is our bug.
 */

/** The user's fault: wrong usage or configuration. `hint` is the remedy. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** The outside's fault: network, git, disk or a provider. `hint` is the remedy. */
export class OutsideError extends Error {
  override readonly name = "OutsideError";
  readonly hint: string | undefined;

  constructor(message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.hint = options.hint;
  }
}
