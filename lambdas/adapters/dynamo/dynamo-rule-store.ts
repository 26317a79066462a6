/**
 * Rules in DynamoDB. A rule's text is written once under a version of its own and never changed; one pointer item
 * says which versions are in force. So a reader sees one whole set or another, and history is there for the asking.
 */
import { isDeepStrictEqual } from "node:util";
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { RuleSnapshot, RuleStore } from "../../core/ports.ts";
import type { Rule } from "../../core/rules/rule.ts";
import type { EpochMs } from "../../core/time.ts";
import { batchGet, type Item } from "./batch.ts";
import { callConditional, callStore } from "./call-store.ts";
import { StoreError } from "./store-error.ts";

/** Rule ids are letters, digits and hyphens, so no rule can be taken for it. */
const POINTER_KEY = { ruleId: "#pointer", version: 0 };
/** Who wrote a rule that came with config/; what somebody else wrote is theirs. */
const CONFIG_AUTHOR = "config";
/** Writers that died half-way leave unused versions behind; so many of them mean that something else is wrong. */
const MAX_ABANDONED = 20;
const PARALLEL_PUTS = 8;

/** The rules of one table. @see tables.ts for its keys */
export class DynamoRuleStore implements RuleStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** @param table - physical name */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async getRevision(): Promise<number> {
    const pointer = await this.#getPointer();
    return pointer?.revision ?? 0;
  }

  async load(): Promise<RuleSnapshot> {
    const pointer = await this.#getPointer();
    if (!pointer) return { revision: 0, rules: [] };
    const items = await this.#getVersions(pointer.versions);
    const rules = items.map(fromRuleItem).sort((a, b) => (a.id < b.id ? -1 : 1));
    return { revision: pointer.revision, rules };
  }

  async syncConfigured(rules: readonly Rule[], at: EpochMs): Promise<number> {
    const configured = new Map(rules.map((rule) => [rule.id, rule]));
    if (configured.size < rules.length) {
      throw new StoreError(this.#table, "syncing configured rules", "two rules have the same id");
    }
    const pointer = (await this.#getPointer()) ?? { revision: 0, versions: new Map<string, number>() };
    const stored = new Map((await this.#getVersions(pointer.versions)).map((item) => [String(item.ruleId), item]));
    const isDue = (rule: Rule): boolean => {
      const item = stored.get(rule.id);
      return item === undefined || (item.by === CONFIG_AUTHOR && !isSameRule(fromRuleItem(item), rule));
    };
    const due = rules.filter(isDue);
    const gone = [...stored].filter(([id, item]) => item.by === CONFIG_AUTHOR && !configured.has(id)).map(([id]) => id);
    if (due.length + gone.length === 0) return 0;

    const versions = Object.fromEntries(pointer.versions);
    for (const id of gone) delete versions[id];
    for (let start = 0; start < due.length; start += PARALLEL_PUTS) {
      const part = due.slice(start, start + PARALLEL_PUTS);
      await Promise.all(
        part.map(async (rule) => {
          versions[rule.id] = await this.#putVersion(rule, (pointer.versions.get(rule.id) ?? 0) + 1, at);
        }),
      );
    }
    const isMoved = await this.#movePointer(pointer.revision, versions, at);
    return isMoved ? due.length + gone.length : 0;
  }

  async #movePointer(from: number, versions: Readonly<Record<string, number>>, at: EpochMs): Promise<boolean> {
    const command = new PutCommand({
      TableName: this.#table,
      Item: { ...POINTER_KEY, revision: from + 1, versions, at },
      ...(from === 0
        ? { ConditionExpression: "attribute_not_exists(ruleId)" }
        : { ConditionExpression: "revision = :from", ExpressionAttributeValues: { ":from": from } }),
    });
    return callConditional(this.#table, "PutItem of the pointer", () => this.#client.send(command));
  }

  /** Write the text under the first version that is free or holds the same: one writer never changes another's rules. */
  async #putVersion(rule: Rule, first: number, at: EpochMs): Promise<number> {
    for (let version = first; version < first + MAX_ABANDONED; version += 1) {
      const key = { ruleId: rule.id, version };
      const put = new PutCommand({
        TableName: this.#table,
        Item: { ...key, rule, by: CONFIG_AUTHOR, at },
        ConditionExpression: "attribute_not_exists(ruleId)",
      });
      const operation = `PutItem of rule ${rule.id}`;
      if (await callConditional(this.#table, operation, () => this.#client.send(put))) return version;
      const [stored] = await batchGet(this.#client, this.#table, [key]);
      if (stored && isSameRule(fromRuleItem(stored), rule)) return version;
    }
    const last = first + MAX_ABANDONED - 1;
    throw new StoreError(this.#table, `PutItem of rule ${rule.id}`, `versions ${first} to ${last} are taken`);
  }

  async #getVersions(versions: ReadonlyMap<string, number>): Promise<readonly Item[]> {
    const keys = [...versions].map(([ruleId, version]) => ({ ruleId, version }));
    const items = await batchGet(this.#client, this.#table, keys);
    if (items.length < keys.length) {
      const missing = keys.length - items.length;
      throw new StoreError(this.#table, "BatchGetItem", `${missing} rules that the pointer names are not there`);
    }
    return items;
  }

  async #getPointer(): Promise<{ revision: number; versions: ReadonlyMap<string, number> } | undefined> {
    const command = new GetCommand({ TableName: this.#table, Key: POINTER_KEY, ConsistentRead: true });
    const { Item } = await callStore(this.#table, "GetItem of the pointer", () => this.#client.send(command));
    if (!Item) return undefined;
    const versions = Object.entries(Item.versions ?? {}).map(([id, version]) => [id, Number(version)] as const);
    return { revision: Number(Item.revision), versions: new Map(versions) };
  }
}

function fromRuleItem(item: Item): Rule {
  // Every versioned item of this table was written by #putVersion, whose input is a Rule.
  return item.rule as Rule;
}

/** Compared as stored, where a field that is undefined is a field that is not there. */
function isSameRule(stored: Rule, rule: Rule): boolean {
  return isDeepStrictEqual(stored, JSON.parse(JSON.stringify(rule)));
}
