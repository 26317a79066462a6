import { beforeEach, describe, expect, it } from "vitest";
import { MemoryRuleStore } from "../../../lambdas/adapters/memory/memory-rule-store.ts";
import { createMatcherSource } from "../../../lambdas/core/engine/matcher-source.ts";
import { precompile } from "../../../lambdas/core/engine/precompile.ts";
import { buildGazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import type { Rule } from "../../../lambdas/core/rules/rule.ts";
import { MINUTE_MS } from "../../../lambdas/core/time.ts";

const { gazetteer } = buildGazetteer([]);
const RULE: Rule = { id: "a", title: "A", severity: "high", query: "Goma", enabled: true };

let store: MemoryRuleStore;
let now: number;

beforeEach(() => {
  store = new MemoryRuleStore();
  now = Date.UTC(2026, 0, 2);
});

describe("the rules in force", () => {
  it("follow a change within a minute, and not by asking at every call", async () => {
    await store.syncConfigured([RULE], now);
    const rulesInForce = createMatcherSource(store, gazetteer, () => now);
    const before = await rulesInForce();
    await store.syncConfigured([{ ...RULE, query: "Bukavu" }], now);

    const soon = await rulesInForce();
    now += MINUTE_MS;
    const later = await rulesInForce();

    expect(soon).toBe(before);
    expect(later.revision).toBe(2);
    expect(later.matcher.matchStory({ title: "Bukavu" })).toHaveLength(1);
    expect(later.matcher.matchStory({ title: "Goma" })).toHaveLength(0);
  });

  it("are not compiled again while the revision stands", async () => {
    await store.syncConfigured([RULE], now);
    const rulesInForce = createMatcherSource(store, gazetteer, () => now);
    const before = await rulesInForce();
    now += 10 * MINUTE_MS;

    expect(await rulesInForce()).toBe(before);
  });

  it("go on without a bad rule, which is reported", async () => {
    await store.syncConfigured([RULE, { ...RULE, id: "bad", query: "(Goma" }], now);

    const { matcher, problems } = await createMatcherSource(store, gazetteer, () => now)();

    expect(matcher.matchStory({ title: "Goma" }).map((match) => match.ruleId)).toEqual(["a"]);
    expect(problems.map((problem) => [problem.ruleId, problem.code])).toEqual([["bad", "E_PAREN"]]);
  });

  it("are those that were packed while nobody changed one, whatever their titles", async () => {
    const packed = precompile({ rules: [{ ...RULE, id: "b", query: "Bukavu" }, RULE], gazetteer: [] });
    await store.syncConfigured(
      [
        { ...RULE, title: "Another" },
        { ...RULE, id: "b", query: "Bukavu" },
      ],
      now,
    );
    const rulesInForce = createMatcherSource(store, gazetteer, () => now, packed);

    const before = await rulesInForce();
    await store.syncConfigured([RULE, { ...RULE, id: "b", query: "Beni" }], now);
    now += MINUTE_MS;
    const after = await rulesInForce();

    expect(before.engine).toBe("precompiled");
    expect(before.matcher.matchStory({ title: "Goma, Bukavu" }).map(({ ruleId, title }) => [ruleId, title])).toEqual([
      ["a", "Another"],
      ["b", "A"],
    ]);
    expect(after.engine).toBe("compiled");
    expect(after.matcher.matchStory({ title: "Goma, Beni" }).map(({ ruleId }) => ruleId)).toEqual(["a", "b"]);
  });

  it("are compiled when what was packed is damaged", async () => {
    const packed = precompile({ rules: [RULE], gazetteer: [] });
    packed[packed.length - 1] = 1;
    await store.syncConfigured([RULE], now);

    const { engine, matcher } = await createMatcherSource(store, gazetteer, () => now, packed)();

    expect(engine).toBe("compiled");
    expect(matcher.matchStory({ title: "Goma" })).toHaveLength(1);
  });
});
