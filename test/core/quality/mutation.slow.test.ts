import { beforeAll, describe, expect, test } from "vitest";
import { judge } from "../../../core/quality/judge.ts";
import { type CorpusPair, corpusPairs } from "../../support/corpus-pairs.ts";
import { corpora } from "../../support/corpora.ts";
import { damage, randomFrom } from "./damage.ts";

const WANTED = 5_000;

describe.skipIf(corpora === undefined)("the rules on the corpora", () => {
  let pairs: readonly CorpusPair[];
  beforeAll(async () => {
    pairs = await corpusPairs(25);
  }, 600_000);

  test("refuse 99.9 % of 5,000 translations with one thing broken", () => {
    const random = randomFrom(1);
    const survivors: string[] = [];
    let damaged = 0;
    for (let tries = 0; damaged < WANTED && tries < 100 * WANTED; tries++) {
      const pair = pairs[random(pairs.length)] as CorpusPair;
      const target = damage(pair, random);
      if (target === undefined || target === pair.target || isRefused(pair)) continue;
      damaged++;
      if (!isRefused({ ...pair, target })) survivors.push(`${pair.target} → ${target}`);
    }
    console.info(`${damaged} damaged, ${damaged - survivors.length} refused`, survivors);
    expect(damaged).toBe(WANTED);
    expect(survivors.length).toBeLessThanOrEqual(WANTED / 1_000);
  });

  test("refuse fewer than 0.5 % of the untouched", () => {
    const refused = pairs.filter(isRefused);
    const codes = refused.map(
      (pair) => `${pair.corpus} ${judge(pair).find((v) => v.reject)?.code}`,
    );
    console.info(`${pairs.length} pairs, ${refused.length} refused:`, counted(codes));
    expect(refused.length / pairs.length).toBeLessThan(0.005);
  });
});

function isRefused(pair: CorpusPair): boolean {
  return judge(pair).some(({ reject }) => reject);
}

function counted(items: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[item] = (counts[item] ?? 0) + 1;
  return counts;
}
