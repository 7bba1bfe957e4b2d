import { expect, test } from "vitest";
import { adapters } from "../../../core/usage/adapters/adapters.ts";
import { indexKeys } from "../../../core/usage/known-keys.ts";
import { type SourceUses, openJudge } from "../../../core/usage/rules.ts";
import type { Settings } from "../../../core/usage/use.ts";

const library = "i18next";

function source(path: string, keys: readonly string[], settings: readonly Settings[] = []) {
  const uses = keys.map((key) => ({ library, line: 1, column: 1, keys: [[key]] }) as const);
  return { path, unit: "", uses, settings, opaque: 0 } satisfies SourceUses;
}

function judge(...unreadable: readonly string[]) {
  const messages = ["home", "shop"].map((namespace) => ({ namespace, key: ["title"] }));
  messages.push({ namespace: "shop", key: ["basket"] });
  return openJudge({
    adapters,
    known: indexKeys(messages),
    argumentsOf: () => [],
    unreadable: new Set(unreadable),
  });
}

test("sources judged again are judged as at first, whatever else has changed since", () => {
  const page = source("page.ts", ["title", "gone"]);
  const again = judge();
  const rounds: readonly SourceUses[][] = [
    [page, source("other.ts", [])],
    [page, source("other.ts", ["title", "missing"])],
    [page, source("other.ts", [], [{ library, defaultNamespaces: ["shop"] }])],
    [page],
  ];
  for (const sources of rounds) expect(again(sources)).toEqual(judge()(sources));
  expect(again(rounds[2] as SourceUses[])).not.toEqual(again([page]));
});

test("a key behind a namespace is compared with others without it", () => {
  const settings = [{ library, fallbackNamespaces: [] }] as const;
  const { faults } = judge()([source("a.ts", ["shop:baskett", "home:basket"], settings)]);
  expect(faults).toMatchObject([
    { namespace: "shop", key: ["shop:baskett"], sought: ["baskett"], near: { name: "basket" } },
    { namespace: "home", key: ["home:basket"], sought: ["basket"], elsewhere: ["shop"] },
  ]);
});

test("a key of a file that holds all namespaces is compared with those in it", () => {
  const keys = [
    ["shop", "basket"],
    ["home", "title"],
    ["shop", "welcome"],
  ];
  const known = indexKeys(keys.map((key) => ({ namespace: "", key })));
  const again = openJudge({ adapters, known, argumentsOf: () => [], unreadable: new Set() });
  const settings = [{ library, fallbackNamespaces: [] }] as const;
  const { faults } = again([
    source("a.ts", ["shop:welcone", "home:basket", "home:title"], settings),
  ]);
  expect(faults).toMatchObject([{ near: { name: "shop.welcome" } }, { elsewhere: ["shop"] }]);
});

test("no key is undefined that may stand in a file that could not be read", () => {
  const keys = ["title", "gone", "shop:gone", "home:gone"];
  const settings = [{ library, fallbackNamespaces: [] }] as const;
  const told = judge("home")([source("page.ts", keys, settings)]);
  expect(told.faults.map(({ key }) => key.join("."))).toEqual(["shop:gone"]);
  expect(told.places.size).toBe(1);
});
