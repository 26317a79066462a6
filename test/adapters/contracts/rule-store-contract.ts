import { describe, expect, it } from "vitest";
import type { RuleStore } from "../../../lambdas/core/ports.ts";
import { NOW, sampleRule } from "../../support/samples.ts";
import type { ContractSubject } from "./contract-subject.ts";

const OTHER = sampleRule({ id: "adf", title: "ADF", query: "=ADF", tests: undefined });

/** What every RuleStore promises. @param subject - opens an empty store */
export function describeRuleStore(subject: ContractSubject<RuleStore>): void {
  describe(`RuleStore on ${subject.name}`, () => {
    it("starts at revision 0 without rules", async () => {
      const store = await subject.open();

      const [revision, snapshot] = [await store.getRevision(), await store.load()];

      expect(revision).toBe(0);
      expect(snapshot).toStrictEqual({ revision: 0, rules: [] });
    });

    it("puts the first rules in and moves the revision", async () => {
      const store = await subject.open();

      const isSeeded = await store.seed([sampleRule(), OTHER], NOW);

      expect(isSeeded).toBe(true);
      expect(await store.getRevision()).toBe(1);
      expect(await store.load()).toEqual({ revision: 1, rules: [OTHER, sampleRule()] });
    });

    it("changes nothing when there are rules already", async () => {
      const store = await subject.open();
      await store.seed([sampleRule()], NOW);

      const isSeeded = await store.seed([sampleRule({ query: "other" }), OTHER], NOW);

      expect(isSeeded).toBe(false);
      expect(await store.load()).toStrictEqual({ revision: 1, rules: [sampleRule()] });
    });

    it("changes nothing when it is given no rules", async () => {
      const store = await subject.open();

      const isSeeded = await store.seed([], NOW);

      expect(isSeeded).toBe(false);
      expect(await store.getRevision()).toBe(0);
    });

    it("lets exactly one of several seedings at once win, with all of its rules", async () => {
      const store = await subject.open();
      const sets = ["a", "b", "c"].map((query) => [sampleRule({ query }), sampleRule({ id: "adf", query })]);

      const wins = await Promise.all(sets.map((rules) => store.seed(rules, NOW)));

      expect(wins.filter(Boolean)).toHaveLength(1);
      const query = sets[wins.indexOf(true)]?.[0]?.query;
      const { revision, rules } = await store.load();
      expect(revision).toBe(1);
      expect(rules.map((rule) => rule.query)).toStrictEqual([query, query]);
    });

    it("takes more rules than one request can carry, in the order of their ids", async () => {
      const store = await subject.open();
      const rules = Array.from({ length: 120 }, (_, number) => sampleRule({ id: `rule-${500 - number}` }));

      await store.seed(rules, NOW);

      const { rules: loaded } = await store.load();
      expect(loaded).toStrictEqual([...rules].reverse());
    });

    it("refuses two rules of one id", async () => {
      const store = await subject.open();

      const seeding = store.seed([sampleRule(), sampleRule({ query: "other" })], NOW);

      await expect(seeding).rejects.toMatchObject({ code: "E_STORE" });
      expect(await store.getRevision()).toBe(0);
    });
  });
}
