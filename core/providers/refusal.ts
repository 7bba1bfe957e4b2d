import { OutsideError } from "../model/errors.ts";

/**
 * What neither a smaller chunk nor another locale would change: a wrong key, an empty account.
 * Everything not yet answered fails at once instead of being asked for by halves.
 */
export class Refusal extends OutsideError {}
