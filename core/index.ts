export { OutsideError, UsageError } from "./model/errors.ts";
export type { Finding, FindingCode, Severity } from "./model/finding.ts";
export type { Key } from "./model/key.ts";
export type { MessageId } from "./model/message.ts";
export type {
  Changes,
  LocaleCounts,
  Origin,
  Report,
  Submitted,
  Translation,
} from "./report/report.ts";
export type { CheckOptions } from "./workflow/check.ts";
export type { Adoption } from "./workflow/init.ts";
export { openSession, type Session, type SessionOptions } from "./workflow/session.ts";
export type { SessionSyncOptions } from "./workflow/sync-project.ts";
