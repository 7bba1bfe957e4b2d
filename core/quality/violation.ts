import type { TextOffset } from "../model/bytes.ts";
import type { FindingCode } from "../model/finding.ts";

/** One rule that a translation breaks. Words and remedy stand in `core/report`. */
export interface Violation {
  readonly code: FindingCode;
  /** Whether it may not be written: the program or the page would break. Otherwise it is doubtful. */
  readonly reject: boolean;
  /** In the translation; 0 with length 0 where something is lacking. */
  readonly offset: TextOffset;
  readonly length: number;
  readonly detail?: ViolationDetail;
}

export interface ViolationDetail {
  /** What the source has and the translation lacks, as written in the source. */
  readonly expected?: readonly string[];
  /** What the translation has and the source not, as written. */
  readonly found?: readonly string[];
  /** What exactly is malformed, in a few words of the syntax. */
  readonly reason?: string;
}
