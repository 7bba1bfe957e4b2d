import { expect, test } from "vitest";
import { openForge, runnerEnvironment } from "../support/action.ts";
import { releaseAction, runner, startAction } from "../support/released-action.ts";

const FILES = { "l/en/shop.json": { greet: "Hello" } };

test.skipIf(runner === undefined)(
  "a runner that dies after a request that wrote something: the next run in its checkout finishes",
  async () => {
    const action = await releaseAction();
    for (const write of [/\/git\/trees$/u, /\/git\/commits$/u, /^updateRefs$/u, /\/pulls$/u]) {
      const forge = await openForge(FILES);
      const { github } = forge;
      const checkout = await forge.checkout();
      const given = await runnerEnvironment(github, checkout);
      const killer = new AbortController();
      github.interfere = ({ method, path }) => {
        if (method !== "POST" || !write.test(path)) return undefined;
        // The answer is lost, and with it whoever waits for it. At once: what has lost an answer soon
        // ends by itself.
        killer.abort();
        return "lose";
      };
      await startAction(action, checkout, given, killer.signal);
      expect(killer.signal.aborted).toBe(true);
      github.interfere = () => undefined;
      const next = await startAction(action, checkout, given);
      expect([next.code, next.outputs["pull-request-number"]], next.told).toEqual([0, "1"]);
      expect(github.state.pulls).toMatchObject([{ state: "open", number: 1 }]);
      expect(await forge.branches()).toEqual(["locstep/main", "main"]);
      expect(await forge.show("locstep/main", "l/en-XA/shop.json")).toContain("greet");
    }

    // And two that run at once, a checkout each.
    const forge = await openForge(FILES);
    const runs = [1, 2].map(async () => {
      const checkout = await forge.checkout();
      return startAction(action, checkout, await runnerEnvironment(forge.github, checkout));
    });
    const came = (await Promise.all(runs)).map(({ code, outputs }) => [
      code,
      outputs["pull-request-number"],
    ]);
    expect(came).toEqual([
      [0, "1"],
      [0, "1"],
    ]);
    expect(forge.github.state.pulls).toHaveLength(1);
  },
);
