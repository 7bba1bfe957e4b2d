import type { Kind } from "../catalog/catalog.ts";

/** A value to be written: a text, a container, or what is neither and is copied as written. */
export type NewValue = string | NewContainer | NewLiteral;

export interface NewContainer {
  readonly kind: typeof Kind.Map | typeof Kind.List;
  readonly entries: readonly NewEntry[];
}

/** A null, number or the like of the order, which keeps a new list's items at their index. */
export interface NewLiteral {
  readonly kind: typeof Kind.Null | typeof Kind.Other;
  readonly literal: string;
}

/** `name` is the decimal index where the container is a list. */
export interface NewEntry {
  readonly name: string;
  readonly value: NewValue;
}

/** Stands for the place in front of a container's first entry: as its row, and as its index. */
export const HEAD = -1;

/** What happens to the entries of one container. */
export interface ContainerPlan {
  readonly row: number;
  /** Rows of its entries in document order, overridden ones and those to be removed included. */
  readonly entries: readonly number[];
  readonly removed: ReadonlySet<number>;
  /** New entries by the row they follow; that row stays. {@link HEAD}: in front of all others. */
  readonly inserted: ReadonlyMap<number, readonly NewEntry[]>;
}

/** What a splice has to do, told in rows; the same for every format. */
export interface Plan {
  /** New values by row. No row is below another one or below a removed one. */
  readonly values: ReadonlyMap<number, NewValue>;
  readonly containers: readonly ContainerPlan[];
}

export function isEmptyPlan(plan: Plan): boolean {
  return plan.values.size === 0 && plan.containers.length === 0;
}
