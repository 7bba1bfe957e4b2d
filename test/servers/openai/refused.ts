import type { Reply } from "../listen.ts";

export function refused(status: number, message: string, param: string | null = null): Reply {
  return { status, body: { error: { message, type: "invalid_request_error", param, code: null } } };
}
