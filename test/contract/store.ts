import { beforeEach, describe, expect, it } from "vitest";
import type { Finding } from "../../core/model/finding.ts";
import type { Provider } from "../../core/providers/provider.ts";
import type { Report } from "../../core/report/report.ts";
import type { Listening } from "../servers/listen.ts";
import { acceptIn, adoptIn, syncIn } from "../support/in-process.ts";
import { type TestRepository, createRepository } from "../support/repository.ts";

/** A service that keeps translations of one namespace, `common`, in en and de. */
export interface StoreBench {
  readonly server: Pick<Listening, "interfere" | "requests">;
  open(options?: { readonly deletes?: boolean; readonly mayOnlyRead?: boolean }): Promise<Provider>;
  /** What a person does in the service's editor. */
  edit(locale: "en" | "de", key: string, text: string): void;
  text(locale: "en" | "de", key: string): string | undefined;
}

const EN = { home: "Home", greet: "Hello {{name}}", back: "Back" };
const DE = { home: "Start", greet: "Hallo {{name}}", back: "Zurück" };

/** The laws of the exchange between git and a service that keeps translations. */
export function describeStore(name: string, openBench: () => Promise<StoreBench>): void {
  describe(`${name} keeps the laws of a store`, () => {
    let bench: StoreBench;
    let repository: TestRepository;
    let minutesAgo: number;
    beforeEach(async () => {
      bench = await openBench();
      repository = createRepository();
      minutesAgo = 1_000;
      write("locstep.yaml", "sourceLocale: en\nfiles: ['l/{locale}/{namespace}.json']\n");
      write("l/en/common.json", EN);
      write("l/de/common.json", DE);
      await adoptIn(repository.root);
      await commit();
    });

    function write(path: string, content: string | object): void {
      repository.write(path, content);
    }
    /** An hour after the last one, in the past: what is edited at the service now is younger. */
    async function commit(): Promise<void> {
      minutesAgo -= 60;
      const date = Math.floor(Date.now() / 1_000) - minutesAgo * 60;
      await repository.commit("Change", { date });
    }
    /** As of this moment: younger than what is at the service by now. */
    async function commitNow(): Promise<void> {
      await repository.commit("Change", { date: Math.floor(Date.now() / 1_000) });
    }
    async function sync(options?: Parameters<StoreBench["open"]>[0]): Promise<Report> {
      return syncIn(repository.root, await bench.open(options));
    }
    function german(): Record<string, string> {
      return JSON.parse(repository.read("l/de/common.json")) as Record<string, string>;
    }
    function atService(locale: "en" | "de"): Record<string, string | undefined> {
      return Object.fromEntries(Object.keys(EN).map((key) => [key, bench.text(locale, key)]));
    }
    function writes(): number {
      return bench.server.requests.filter(({ method }) => method !== "GET").length;
    }
    /** Both sides have the same, and git has committed it. */
    async function agreed(): Promise<void> {
      await sync();
      await commit();
      expect(atService("de")).toEqual(german());
    }

    it("sends what git has and the service lacks, once", async () => {
      const report = await sync();
      expect([atService("en"), atService("de")]).toEqual([EN, DE]);
      expect(report.notes).toContain("Sent 6 changes of git to the service.");
      expect(await repository.git("status", "--short")).toBe("");
      const before = writes();
      expect((await sync()).notes).toEqual([]);
      expect(writes()).toBe(before);
    });

    it("takes an edit made at the service, as a person's, and sends nothing", async () => {
      await agreed();
      const before = writes();
      bench.edit("de", "home", "Startseite");
      const report = await sync();
      expect(german()).toEqual({ ...DE, home: "Startseite" });
      expect(report.translations).toMatchObject([
        { key: ["home"], previous: "Start", text: "Startseite", origin: "service" },
      ]);
      expect(report.locales["de"]).toMatchObject({ translated: 3 });
      await commit();
      expect((await sync()).written).toEqual([]);
      expect(writes()).toBe(before);
    });

    it("sends an edit made in git, and touches no file", async () => {
      await agreed();
      write("l/de/common.json", { ...DE, home: "Startseite" });
      await commitNow();
      const report = await sync();
      expect(bench.text("de", "home")).toBe("Startseite");
      expect(report.findings.filter(({ code }) => code === "conflict")).toEqual([]);
      expect(await repository.git("status", "--short")).toBe("");
    });

    it("sends an edit that was accepted before the sync, and does not take the old text back", async () => {
      await agreed();
      write("l/de/common.json", { ...DE, home: "Startseite" });
      await commitNow();
      await acceptIn(repository.root, "**");
      await commitNow();
      await sync();
      expect([bench.text("de", "home"), german()["home"]]).toEqual(["Startseite", "Startseite"]);
    });

    it("keeps git's text where both sides changed, sends it, and tells of the other", async () => {
      await agreed();
      write("l/de/common.json", { ...DE, home: "Startseite" });
      await commitNow();
      bench.edit("de", "home", "Anfang");
      const { findings } = await sync();
      expect([bench.text("de", "home"), german()["home"]]).toEqual(["Startseite", "Startseite"]);
      expect(findings.filter(({ code }) => code === "conflict").map(shown)).toEqual([
        'l/de/common.json:2 "home" was edited in German at the translation service, and git has another text ("Anfang" there, "Startseite" here); git\'s is kept',
      ]);
      const next = await sync();
      expect(next.findings.filter(({ code }) => code === "conflict")).toEqual([]);
    });

    it("takes an earlier text that somebody put back at the service", async () => {
      await agreed();
      write("l/de/common.json", { ...DE, home: "Startseite" });
      await commit();
      await sync();
      await acceptIn(repository.root, "**");
      await commit();
      bench.edit("de", "home", "Start");
      await sync();
      expect(german()["home"]).toBe("Start");
    });

    it("refuses an edit that would break the program, and tells", async () => {
      await agreed();
      bench.edit("de", "greet", "Hallo {{nom}}");
      const { findings } = await sync();
      expect(german()).toEqual(DE);
      expect(findings.map(({ code, severity, key }) => [code, severity, key])).toEqual([
        ["rejected", "warning", ["greet"]],
      ]);
    });

    it("writes no source text, tells of one edited at the service, and leaves its translations", async () => {
      await agreed();
      const before = writes();
      bench.edit("en", "home", "Homepage");
      bench.edit("de", "home", "Startseite");
      const { findings } = await sync();
      expect(JSON.parse(repository.read("l/en/common.json"))).toEqual(EN);
      expect(german()).toEqual(DE);
      expect(findings.map(shown)).toEqual([
        'l/en/common.json:2 "home" was edited in English at the translation service, and git has another text ("Homepage" there, "Home" here); git\'s is kept',
      ]);
      expect(writes()).toBe(before);
    });

    it("sends a source text and its translation that changed in git together", async () => {
      await agreed();
      write("l/en/common.json", { ...EN, home: "Homepage" });
      write("l/de/common.json", { ...DE, home: "Startseite" });
      await commitNow();
      await acceptIn(repository.root, "**");
      await commitNow();
      await sync();
      expect([bench.text("en", "home"), bench.text("de", "home")]).toEqual([
        "Homepage",
        "Startseite",
      ]);
      expect(german()["home"]).toBe("Startseite");
    });

    it("takes no edit that was made for an older source, and tells of it", async () => {
      await agreed();
      bench.edit("de", "home", "Anfang");
      write("l/en/common.json", { ...EN, home: "Homepage" });
      write("l/de/common.json", { ...DE, home: "Startseite" });
      await commitNow();
      await acceptIn(repository.root, "**");
      await commitNow();
      const { findings } = await sync();
      expect([bench.text("de", "home"), german()["home"]]).toEqual(["Startseite", "Startseite"]);
      expect(findings.map(({ code, key }) => [code, key])).toEqual([["conflict", ["home"]]]);
    });

    it.each([false, true])("deletes what git deleted only where it may: %s", async (deletes) => {
      await agreed();
      const { back: _, ...rest } = EN;
      write("l/en/common.json", rest);
      await commitNow();
      await sync({ deletes });
      expect(german()).not.toHaveProperty("back");
      const left = [bench.text("en", "back"), bench.text("de", "back")];
      expect(left).toEqual(deletes ? [undefined, undefined] : ["Back", "Zurück"]);
    });

    it("takes with a key that may only read, sends nothing, says so and loses no edit of git's", async () => {
      await agreed();
      write("l/de/common.json", { ...DE, back: "Nach hinten" });
      await commitNow();
      bench.edit("de", "home", "Startseite");
      for (let round = 0; round < 2; round++) {
        const { notes } = await sync({ mayOnlyRead: true });
        expect(notes.join()).toContain("1 change of git did not reach the service");
        expect(german()).toEqual({ ...DE, home: "Startseite", back: "Nach hinten" });
        await acceptIn(repository.root, "**");
        await commitNow();
      }
      expect(bench.text("de", "back")).toBe("Zurück");
      await sync();
      expect(bench.text("de", "back")).toBe("Nach hinten");
    });

    it("leaves a file alone that the ledger does not know", async () => {
      write("l/de/other.json", { a: "Ein anderes" });
      write("l/en/other.json", { a: "Another" });
      await commitNow();
      await sync();
      expect(JSON.parse(repository.read("l/de/other.json"))).toEqual({ a: "Ein anderes" });
      expect(atService("de")).toEqual(DE);
    });

    it("does in a shallow clone what it does in a whole one", async () => {
      await agreed();
      write("l/de/common.json", { ...DE, back: "Nach hinten" });
      await commitNow();
      bench.edit("de", "home", "Startseite");
      repository = await repository.clone({ depth: 1 });
      await sync();
      expect(german()).toEqual({ ...DE, home: "Startseite", back: "Nach hinten" });
      expect(bench.text("de", "back")).toBe("Nach hinten");
    });

    it("ends with a note, and nothing written, where the service cannot be read", async () => {
      await agreed();
      bench.server.interfere(({ method }) => (method === "GET" ? 503 : undefined));
      const { notes, written } = await sync();
      expect(notes.join()).toContain("could not be compared with the service");
      expect(written).toEqual([]);
    });
  });
}

function shown({ path, line, message }: Finding): string {
  return `${path}:${line} ${message}`;
}
