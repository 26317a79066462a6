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

      const changed = await store.syncConfigured([sampleRule(), OTHER], NOW);

      expect(changed).toBe(2);
      expect(await store.getRevision()).toBe(1);
      expect(await store.load()).toEqual({ revision: 1, rules: [OTHER, sampleRule()] });
    });

    it("changes nothing when the rules are the same", async () => {
      const store = await subject.open();
      await store.syncConfigured([sampleRule(), OTHER], NOW);

      const changed = await store.syncConfigured([OTHER, sampleRule()], NOW + 1);

      expect(changed).toBe(0);
      expect(await store.getRevision()).toBe(1);
    });

    it("follows the configuration: a changed rule, a new one and one taken out", async () => {
      const store = await subject.open();
      await store.syncConfigured([sampleRule(), sampleRule({ id: "gone" })], NOW);
      const edited = sampleRule({ query: "other" });

      const changed = await store.syncConfigured([edited, OTHER], NOW + 1);

      expect(changed).toBe(3);
      expect(await store.load()).toEqual({ revision: 2, rules: [OTHER, edited] });
    });

    it("comes back to an earlier text under a revision of its own", async () => {
      const store = await subject.open();
      for (const query of ["a", "b", "a"]) await store.syncConfigured([sampleRule({ query })], NOW);

      const { revision, rules } = await store.load();

      expect(revision).toBe(3);
      expect(rules.map((rule) => rule.query)).toEqual(["a"]);
    });

    it("changes nothing when it is given no rules and has none", async () => {
      const store = await subject.open();

      const changed = await store.syncConfigured([], NOW);

      expect(changed).toBe(0);
      expect(await store.getRevision()).toBe(0);
    });

    it("lets exactly one of several writers at once win, with all of its rules", async () => {
      const store = await subject.open();
      const sets = ["a", "b", "c"].map((query) => [sampleRule({ query }), sampleRule({ id: "adf", query })]);

      const changed = await Promise.all(sets.map((rules) => store.syncConfigured(rules, NOW)));

      // Memory takes them one after the other; a table lets the first to move the pointer win.
      const { revision, rules } = await store.load();
      expect(changed.filter((count) => count > 0)).toHaveLength(revision);
      expect(new Set(rules.map((rule) => rule.query)).size).toBe(1);
      expect(rules.map((rule) => rule.id)).toEqual(["adf", sampleRule().id]);
    });

    it("takes more rules than one request can carry, in the order of their ids", async () => {
      const store = await subject.open();
      const rules = Array.from({ length: 120 }, (_, number) => sampleRule({ id: `rule-${500 - number}` }));

      await store.syncConfigured(rules, NOW);

      const { rules: loaded } = await store.load();
      expect(loaded).toStrictEqual([...rules].reverse());
    });

    it("refuses two rules of one id", async () => {
      const store = await subject.open();

      const seeding = store.syncConfigured([sampleRule(), sampleRule({ query: "other" })], NOW);

      await expect(seeding).rejects.toMatchObject({ code: "E_STORE" });
      expect(await store.getRevision()).toBe(0);
    });

    describe("what a desk writes", () => {
      const rule = sampleRule({ tests: undefined });
      const edited = { ...rule, query: "Kibumba" };
      const by = "amina";

      it("is in force at once, under a version that says who and when", async () => {
        const store = await subject.open();

        const outcome = await store.change({ ruleId: rule.id, rule, by, at: NOW, expectedVersion: 0 });

        const version = { ruleId: rule.id, version: 1, rule, by, at: NOW };
        expect(outcome).toEqual({ kind: "changed", version });
        expect(await store.getVersion(rule.id)).toEqual(version);
        expect(await store.load()).toEqual({ revision: 1, rules: [rule] });
      });

      it("is never changed or taken away by configuration", async () => {
        const store = await subject.open();
        await store.syncConfigured([rule, OTHER], NOW);
        await store.change({ ruleId: rule.id, rule: edited, by, at: NOW, expectedVersion: 1 });

        const changed = [await store.syncConfigured([rule, OTHER], NOW), await store.syncConfigured([OTHER], NOW)];

        expect(changed).toEqual([0, 0]);
        expect((await store.load()).rules).toEqual([OTHER, edited]);
      });

      it("stays deleted, although configuration still has the rule", async () => {
        const store = await subject.open();
        await store.syncConfigured([rule, OTHER], NOW);

        const outcome = await store.change({ ruleId: rule.id, by, at: NOW + 1, expectedVersion: 1 });

        expect(outcome).toEqual({ kind: "changed", version: { ruleId: rule.id, version: 2, by, at: NOW + 1 } });
        expect(await store.syncConfigured([rule, OTHER], NOW + 2)).toBe(0);
        expect(await store.load()).toEqual({ revision: 2, rules: [OTHER] });
        expect(await store.getVersion(rule.id)).toMatchObject({ version: 2, by });
      });

      it("can be written anew after it was deleted", async () => {
        const store = await subject.open();
        await store.change({ ruleId: rule.id, rule, by, at: NOW, expectedVersion: 0 });
        await store.change({ ruleId: rule.id, by, at: NOW, expectedVersion: 1 });

        const outcome = await store.change({ ruleId: rule.id, rule: edited, by, at: NOW, expectedVersion: 0 });

        expect(outcome).toMatchObject({ kind: "changed", version: { version: 3 } });
      });

      it("is a conflict when somebody else was first, and changes nothing", async () => {
        const store = await subject.open();
        await store.change({ ruleId: rule.id, rule, by, at: NOW, expectedVersion: 0 });

        const outcomes = [
          await store.change({ ruleId: rule.id, rule: edited, by, at: NOW, expectedVersion: 0 }),
          await store.change({ ruleId: rule.id, rule: edited, by, at: NOW, expectedVersion: 2 }),
          await store.change({ ruleId: "nothing", by, at: NOW, expectedVersion: 1 }),
        ];

        const current = { ruleId: rule.id, version: 1, rule, by, at: NOW };
        expect(outcomes).toEqual([{ kind: "conflict", current }, { kind: "conflict", current }, { kind: "conflict" }]);
        expect(await store.load()).toEqual({ revision: 1, rules: [rule] });
      });

      it("lets exactly one of several writers of one rule win, and all writers of different ones", async () => {
        const store = await subject.open();
        const names = ["a", "b", "c"];

        const same = await Promise.all(
          names.map((name) => store.change({ ruleId: rule.id, rule, by: name, at: NOW, expectedVersion: 0 })),
        );
        const different = await Promise.all(
          names.map((id) => store.change({ ruleId: id, rule: { ...rule, id }, by, at: NOW, expectedVersion: 0 })),
        );

        expect(same.filter(({ kind }) => kind === "changed")).toHaveLength(1);
        expect(different.map(({ kind }) => kind)).toEqual(["changed", "changed", "changed"]);
        expect((await store.load()).rules.map(({ id }) => id)).toEqual([...names, rule.id]);
      });

      it("has its history, newest first, with deletions", async () => {
        const store = await subject.open();
        await store.syncConfigured([rule], NOW);
        await store.change({ ruleId: rule.id, rule: edited, by, at: NOW + 1, expectedVersion: 1 });
        await store.change({ ruleId: rule.id, by: "bahati", at: NOW + 2, expectedVersion: 2 });

        const [all, two, none] = [
          await store.listVersions(rule.id, 10),
          await store.listVersions(rule.id, 2),
          await store.listVersions("nothing", 10),
        ];

        expect(all).toEqual([
          { ruleId: rule.id, version: 3, by: "bahati", at: NOW + 2 },
          { ruleId: rule.id, version: 2, rule: edited, by, at: NOW + 1 },
          { ruleId: rule.id, version: 1, rule, by: "config", at: NOW },
        ]);
        expect(two).toEqual(all.slice(0, 2));
        expect(none).toEqual([]);
      });
    });
  });
}
