/**
 * Rules in DynamoDB. A rule's text is written once under a version of its own and never changed; one pointer item says which
 * versions are in force. So a reader sees one whole set or another, and history is there for the asking.
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
const FIRST_REVISION = 1;
/** Seedings that died half-way leave unused versions behind; so many of them mean that something else is wrong. */
const MAX_SEED_VERSION = 20;
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
    const keys = [...pointer.versions].map(([ruleId, version]) => ({ ruleId, version }));
    const items = await batchGet(this.#client, this.#table, keys);
    if (items.length < keys.length) {
      const missing = keys.length - items.length;
      throw new StoreError(this.#table, "BatchGetItem", `${missing} rules that the pointer names are not there`);
    }
    const rules = items.map(fromRuleItem).sort((a, b) => (a.id < b.id ? -1 : 1));
    return { revision: pointer.revision, rules };
  }

  async seed(rules: readonly Rule[], at: EpochMs): Promise<boolean> {
    if (new Set(rules.map(({ id }) => id)).size < rules.length) {
      throw new StoreError(this.#table, "seeding", "two rules have the same id");
    }
    if (rules.length === 0 || (await this.#getPointer())) return false;
    const versions: Record<string, number> = {};
    for (let start = 0; start < rules.length; start += PARALLEL_PUTS) {
      const part = rules.slice(start, start + PARALLEL_PUTS);
      await Promise.all(part.map(async (rule) => (versions[rule.id] = await this.#putVersion(rule, at))));
    }
    const command = new PutCommand({
      TableName: this.#table,
      Item: { ...POINTER_KEY, revision: FIRST_REVISION, versions, at },
      ConditionExpression: "attribute_not_exists(ruleId)",
    });
    return callConditional(this.#table, "PutItem of the pointer", () => this.#client.send(command));
  }

  /** Write the text under the first version that is free or holds the same: one seeding never changes another's rules. */
  async #putVersion(rule: Rule, at: EpochMs): Promise<number> {
    for (let version = 1; version <= MAX_SEED_VERSION; version += 1) {
      const key = { ruleId: rule.id, version };
      const put = new PutCommand({
        TableName: this.#table,
        Item: { ...key, rule, at },
        ConditionExpression: "attribute_not_exists(ruleId)",
      });
      const operation = `PutItem of rule ${rule.id}`;
      const isFree = await callConditional(this.#table, operation, () => this.#client.send(put));
      if (isFree) return version;
      const [stored] = await batchGet(this.#client, this.#table, [key]);
      if (stored && isSameRule(fromRuleItem(stored), rule)) return version;
    }
    throw new StoreError(this.#table, `PutItem of rule ${rule.id}`, `versions 1 to ${MAX_SEED_VERSION} are taken`);
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
