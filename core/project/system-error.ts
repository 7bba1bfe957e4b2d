import { OutsideError } from "../model/errors.ts";

const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: "Give yourself permission to the file and its folder.",
  EPERM: "Give yourself permission to the file and its folder.",
  EROFS: "The file system is read-only; run in a writable checkout.",
  ENOSPC: "The disk is full; free some space and run again.",
  EDQUOT: "Your quota is used up; free some space and run again.",
  EFBIG: "The file would be larger than this process may write (ulimit -f).",
  EMFILE: "Too many files are open; raise the limit (ulimit -n).",
  ELOOP: "Replace the symbolic link by the file itself.",
};

/** What the system refused as an OutsideError with the remedy; any other error as it is. */
export function systemError(
  error: unknown,
  verb: "read" | "write" | "remove" | "lock",
  path: string,
): unknown {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return error;
  const hint = REMEDIES[String(error.code)];
  return new OutsideError(`cannot ${verb} ${path}: ${error.message}`, {
    cause: error,
    ...(hint !== undefined && { hint }),
  });
}
