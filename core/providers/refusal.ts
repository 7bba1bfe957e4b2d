import { OutsideError } from "../model/errors.ts";

/**
 * What neither a smaller chunk nor another locale would change: a wrong key, an empty account.
 * Everything not yet answered fails at once instead of being asked for by halves.
 */
export class Refusal extends OutsideError {}

/**
 * What the service does not want of this request alone: a locale that it does not know, a text that
 * is too long. Another request may fare better; the same one will not.
 */
export class Declined extends OutsideError {}
