import { DeleteCommand, GetCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { DynamoRuleStore } from "../../../lambdas/adapters/dynamo/dynamo-rule-store.ts";
import { NOW, sampleRule } from "../../support/samples.ts";
import { useDynalite } from "../../support/use-dynalite.ts";
import { watchRequests } from "../../support/watch-requests.ts";

const openTable = useDynalite();
const FIRST = sampleRule();
const SECOND = sampleRule({ id: "adf", query: "=ADF" });

describe("DynamoRuleStore", () => {
  it("finishes a sync that died half-way when it is done again", async () => {
    const { client, table } = await openTable("rules");
    const store = new DynamoRuleStore(client, table);
    // The pointer is read, then two rules are put, then the pointer.
    watchRequests(client, (_, position) => (position === 3 ? "drop" : "send"));
    await expect(store.syncConfigured([FIRST, SECOND], NOW)).rejects.toMatchObject({ code: "E_STORE" });
    const between = await store.load();

    const changed = await store.syncConfigured([FIRST, SECOND], NOW);

    expect(between).toStrictEqual({ revision: 0, rules: [] });
    expect(changed).toBe(2);
    expect(await store.load()).toStrictEqual({ revision: 1, rules: [SECOND, FIRST] });
  });

  it("never changes a text that stands under a version", async () => {
    const { client, table } = await openTable("rules");
    const store = new DynamoRuleStore(client, table);
    watchRequests(client, (_, position) => (position === 2 ? "drop" : "send"));
    await expect(store.syncConfigured([FIRST], NOW)).rejects.toMatchObject({ code: "E_STORE" });

    await store.syncConfigured([{ ...FIRST, query: "other" }], NOW);

    const kept = await client.send(new GetCommand({ TableName: table, Key: { ruleId: FIRST.id, version: 1 } }));
    expect(kept.Item?.rule).toStrictEqual(FIRST);
    expect((await store.load()).rules[0]?.query).toBe("other");
  });

  it("says so when the pointer names a rule that is not there", async () => {
    const { client, table } = await openTable("rules");
    const store = new DynamoRuleStore(client, table);
    await store.syncConfigured([FIRST], NOW);
    await client.send(new DeleteCommand({ TableName: table, Key: { ruleId: FIRST.id, version: 1 } }));

    const load = store.load();

    await expect(load).rejects.toThrow("1 rules that the pointer names are not there");
  });

  it("notices a change with one read", async () => {
    const { client, table } = await openTable("rules");
    const store = new DynamoRuleStore(client, table);
    await store.syncConfigured([FIRST], NOW);
    const requests = watchRequests(client);

    await store.getRevision();

    expect(requests).toStrictEqual(["GetItem"]);
  });

  it("takes a change for done whose answer was lost", async () => {
    const { client, table } = await openTable("rules");
    const store = new DynamoRuleStore(client, table);
    // The pointer is read, the version put, then the pointer.
    watchRequests(client, (_, position) => (position === 2 ? "lose-answer" : "send"));

    const outcome = await store.change({ ruleId: FIRST.id, rule: FIRST, by: "amina", at: NOW, expectedVersion: 0 });

    expect(outcome).toMatchObject({ kind: "changed", version: { version: 1 } });
    expect(await store.getRevision()).toBe(1);
  });

  it("leaves out of the history what a dead writer left behind", async () => {
    const { client, table } = await openTable("rules");
    const store = new DynamoRuleStore(client, table);
    watchRequests(client, (_, position) => (position === 2 ? "drop" : "send"));
    const dead = store.change({ ruleId: FIRST.id, rule: FIRST, by: "dead", at: NOW, expectedVersion: 0 });
    await expect(dead).rejects.toMatchObject({ code: "E_STORE" });
    await store.change({ ruleId: FIRST.id, rule: FIRST, by: "amina", at: NOW, expectedVersion: 0 });

    const history = await store.listVersions(FIRST.id, 10);

    expect(history.map(({ version, by }) => [version, by])).toEqual([[2, "amina"]]);
  });
});
