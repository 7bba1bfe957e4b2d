import { beforeEach, describe, expect, it } from "vitest";
import type { Proposal } from "../../core/model/proposal.ts";
import type { Provider } from "../../core/providers/provider.ts";
import type { Proposals } from "../../core/providers/store.ts";
import type { Listening } from "../servers/listen.ts";
import { adoptIn, syncIn } from "../support/in-process.ts";
import { createRepository } from "../support/repository.ts";

/** A service that keeps pull requests' texts apart, and may delete. One namespace, `common`. */
export interface ProposalsBench {
  readonly server: Pick<Listening, "interfere" | "requests">;
  open(): Promise<Provider>;
  /** The main source texts, by key. */
  sources(): Readonly<Record<string, string>>;
}

const EN = { home: "Home", back: "Back" };
const SEVEN: Proposal = { branch: "feature", number: 7 };
const EIGHT: Proposal = { branch: "other", number: 8 };

/** The laws of a service that keeps the texts of pull requests apart. */
export function describeProposals(name: string, openBench: () => Promise<ProposalsBench>): void {
  describe(`${name} keeps the texts of pull requests apart`, () => {
    let bench: ProposalsBench;
    const { signal } = new AbortController();
    beforeEach(async () => {
      bench = await openBench();
      await synced(EN, await bench.open());
      expect(bench.sources()).toEqual(EN);
    });

    async function synced(texts: object, provider: Provider): Promise<void> {
      const repository = createRepository();
      repository.write(
        "locstep.yaml",
        "sourceLocale: en\nfiles: ['l/{locale}/{namespace}.json']\n",
      );
      repository.write("l/en/common.json", texts);
      repository.write("l/de/common.json", {});
      await repository.commit("Write the source");
      await syncIn(repository.root, provider);
    }
    async function proposals(): Promise<Proposals> {
      return (await bench.open()).store!.proposals!;
    }
    async function propose(proposal: Proposal, texts: object): Promise<void> {
      await synced(texts, await (await proposals()).open(proposal, signal));
    }
    async function base() {
      return Object.entries(EN).map(([key, text]) => ({ namespace: "common", key: [key], text }));
    }

    it("what one brought is among the main texts once it is merged, and ends once", async () => {
      await propose(SEVEN, { ...EN, home: "Homepage", pay: "Pay" });
      expect(await (await proposals()).merge(SEVEN, signal)).toBe("merged");
      expect(bench.sources()).toEqual({ home: "Homepage", back: "Back", pay: "Pay" });
      expect(await (await proposals()).merge(SEVEN, signal)).toBe("absent");
      expect(await (await proposals()).remove(SEVEN, base, signal)).toBe("absent");
      expect(bench.sources()).toMatchObject({ home: "Homepage", pay: "Pay" });
    });

    it("one that is closed leaves the main texts as they are without it", async () => {
      await propose(SEVEN, { ...EN, home: "Homepage", pay: "Pay" });
      await propose(SEVEN, { ...EN, home: "Our homepage", pay: "Pay" });
      expect(await (await proposals()).remove(SEVEN, base, signal)).toBe("removed");
      expect(bench.sources()).toEqual(EN);
      expect(await (await proposals()).remove(SEVEN, base, signal)).toBe("absent");
    });

    it("one that nothing was sent for is absent, and its end changes nothing", async () => {
      expect(await (await proposals()).merge(SEVEN, signal)).toBe("absent");
      expect(await (await proposals()).remove(SEVEN, base, signal)).toBe("absent");
      expect(bench.sources()).toEqual(EN);
    });

    it("the end of one leaves another's texts alone", async () => {
      await propose(SEVEN, { ...EN, pay: "Pay", ship: "Ship it" });
      await propose(EIGHT, { ...EN, pay: "Pay", ship: "Ship now" });
      await (await proposals()).remove(SEVEN, base, signal);
      await (await proposals()).merge(EIGHT, signal);
      expect(bench.sources()).toMatchObject({ ...EN, ship: "Ship now" });
    });

    it("while one is open, the main run takes none of its texts for an edit, nor writes over it", async () => {
      const main = createRepository();
      main.write("locstep.yaml", "sourceLocale: en\nfiles: ['l/{locale}/{namespace}.json']\n");
      main.write("l/en/common.json", EN);
      main.write("l/de/common.json", { home: "Start", back: "Zurück" });
      await adoptIn(main.root);
      await main.commit("Translate");
      await syncIn(main.root, await bench.open());
      await propose(SEVEN, { ...EN, home: "Homepage" });
      const text = { namespace: "common", key: ["home"], text: "Startseite" };
      await (await (await proposals()).open(SEVEN, signal)).store?.write("de", [text], signal);
      const proposed = bench.sources();
      const beside = await (await proposals()).open(EIGHT, signal);
      for (const provider of [await bench.open(), beside]) {
        const { findings } = await syncIn(main.root, provider);
        expect(findings.filter(({ code }) => code === "conflict")).toEqual([]);
        expect(bench.sources()).toEqual(proposed);
      }
      expect(JSON.parse(main.read("l/de/common.json"))).toEqual({ home: "Start", back: "Zurück" });
    });

    it("an end that is cut off at any request is finished by the next one", async () => {
      for (let at = 0, isCut = true; isCut; at++) {
        await propose(SEVEN, { ...EN, home: "Homepage", pay: "Pay" });
        let seen = 0;
        bench.server.interfere(() => (seen++ >= at ? 503 : undefined));
        await (await proposals()).remove(SEVEN, base, signal).catch(() => undefined);
        bench.server.interfere(undefined);
        isCut = seen > at;
        await (await proposals()).remove(SEVEN, base, signal);
        expect(bench.sources()).toEqual(EN);
        expect(await (await proposals()).remove(SEVEN, base, signal)).toBe("absent");
      }
    });
  });
}
