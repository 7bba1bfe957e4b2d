import type { Reply } from "../listen.ts";

export function refused(status: number, type: string, message: string): Reply {
  return { status, body: { type: "error", error: { type, message }, request_id: "req_1" } };
}
