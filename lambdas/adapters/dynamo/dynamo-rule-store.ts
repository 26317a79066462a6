/**
 * Rules in DynamoDB. A rule's text is written once under a version of its own and never changed; one pointer item
 * says which versions are in force. So a reader sees one whole set or another, and history is there for the asking.
 */
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { RuleChange, RuleChangeOutcome, RuleSnapshot, RuleStore, RuleVersion } from "../../core/ports.ts";
import type { Rule } from "../../core/rules/rule.ts";
import type { EpochMs } from "../../core/time.ts";
import { batchGet, type Item } from "./batch.ts";
import { callConditional, callStore } from "./call-store.ts";
import { queryItems } from "./query-items.ts";
import {
  CONFIG_AUTHOR,
  fromPointerItem,
  fromVersionItem,
  isSameRule,
  POINTER_KEY,
  type RulePointer,
  toVersionItem,
  versionsInForce,
} from "./rule-items.ts";
import { StoreError } from "./store-error.ts";

/** Writers that died half-way leave unused versions behind; so many of them mean that something else is wrong. */
const MAX_ABANDONED = 20;
const PARALLEL_PUTS = 8;
/** Others may change other rules at the same time; more than a few times running is a fault. */
const MAX_CHANGE_ROUNDS = 5;

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
    return (await this.#getPointer()).revision;
  }

  async load(): Promise<RuleSnapshot> {
    const pointer = await this.#getPointer();
    const rules = (await this.#getVersions(pointer.versions)).flatMap(({ rule }) => rule ?? []);
    return { revision: pointer.revision, rules: rules.sort((a, b) => (a.id < b.id ? -1 : 1)) };
  }

  async syncConfigured(rules: readonly Rule[], at: EpochMs): Promise<number> {
    const configured = new Map(rules.map((rule) => [rule.id, rule]));
    if (configured.size < rules.length) {
      throw new StoreError(this.#table, "syncing configured rules", "two rules have the same id");
    }
    const pointer = await this.#getPointer();
    const stored = new Map((await this.#getVersions(pointer.versions)).map((version) => [version.ruleId, version]));
    const due = rules.filter((rule) => {
      const version = stored.get(rule.id);
      return version === undefined || (version.by === CONFIG_AUTHOR && !isSameRule(version.rule, rule));
    });
    const gone = [...stored].filter(([id, { by }]) => by === CONFIG_AUTHOR && !configured.has(id)).map(([id]) => id);
    if (due.length + gone.length === 0) return 0;

    const versions = Object.fromEntries(pointer.versions);
    for (const id of gone) delete versions[id];
    for (let start = 0; start < due.length; start += PARALLEL_PUTS) {
      const part = due.slice(start, start + PARALLEL_PUTS);
      await Promise.all(
        part.map(async (rule) => {
          const replaces = pointer.versions.get(rule.id) ?? 0;
          versions[rule.id] = await this.#putVersion({ ruleId: rule.id, rule, by: CONFIG_AUTHOR, at }, replaces);
        }),
      );
    }
    const isMoved = await this.#movePointer(pointer.revision, versions, at);
    return isMoved ? due.length + gone.length : 0;
  }

  async getVersion(ruleId: string): Promise<RuleVersion | undefined> {
    return this.#getInForce(ruleId, await this.#getPointer());
  }

  async listVersions(ruleId: string, limit: number): Promise<readonly RuleVersion[]> {
    const newest = (await this.#getPointer()).versions.get(ruleId);
    if (newest === undefined) return [];
    const items: Item[] = [];
    const query = {
      TableName: this.#table,
      KeyConditionExpression: "ruleId = :id AND version <= :newest",
      ExpressionAttributeValues: { ":id": ruleId, ":newest": newest },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limit + MAX_ABANDONED,
    };
    for await (const item of queryItems(this.#client, query)) {
      items.push(item);
      if (versionsInForce(items, newest).length === limit) break;
    }
    return versionsInForce(items, newest);
  }

  async change(change: RuleChange): Promise<RuleChangeOutcome> {
    const { ruleId, at, expectedVersion } = change;
    let written: number | undefined;
    for (let round = 0; round < MAX_CHANGE_ROUNDS; round += 1) {
      const pointer = await this.#getPointer();
      const current = await this.#getInForce(ruleId, pointer);
      // The answer to our own move may have been lost.
      if (current !== undefined && current.version === written) return { kind: "changed", version: current };
      const seen = current?.rule === undefined ? 0 : current.version;
      if (seen !== expectedVersion) return current === undefined ? { kind: "conflict" } : { kind: "conflict", current };
      written = await this.#putVersion(change, current?.version ?? 0);
      const versions = { ...Object.fromEntries(pointer.versions), [ruleId]: written };
      if (await this.#movePointer(pointer.revision, versions, at)) {
        const { rule, by } = change;
        return { kind: "changed", version: { ruleId, version: written, ...(rule && { rule }), by, at } };
      }
    }
    const problem = `others changed rules ${MAX_CHANGE_ROUNDS} times running; try again`;
    throw new StoreError(this.#table, `changing rule ${ruleId}`, problem);
  }

  async #getInForce(ruleId: string, { versions }: RulePointer): Promise<RuleVersion | undefined> {
    const version = versions.get(ruleId);
    if (version === undefined) return undefined;
    const [found] = await this.#getVersions(new Map([[ruleId, version]]));
    return found;
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

  /**
   * Write the text under the first version that is free, or that holds the same by the same writer: one writer never
   * changes another's rules, and a round done again takes no second number.
   */
  async #putVersion(text: Pick<RuleVersion, "ruleId" | "rule" | "by" | "at">, replaces: number): Promise<number> {
    const { ruleId, rule, by } = text;
    const first = replaces + 1;
    for (let version = first; version < first + MAX_ABANDONED; version += 1) {
      const put = new PutCommand({
        TableName: this.#table,
        Item: toVersionItem({ ...text, version }, replaces),
        ConditionExpression: "attribute_not_exists(ruleId)",
      });
      const operation = `PutItem of rule ${ruleId}`;
      if (await callConditional(this.#table, operation, () => this.#client.send(put))) return version;
      const [stored] = await batchGet(this.#client, this.#table, [{ ruleId, version }]);
      if (stored?.by === by && stored.replaces === replaces && isSameRule(fromVersionItem(stored).rule, rule)) {
        return version;
      }
    }
    const last = first + MAX_ABANDONED - 1;
    throw new StoreError(this.#table, `PutItem of rule ${ruleId}`, `versions ${first} to ${last} are taken`);
  }

  async #getVersions(versions: ReadonlyMap<string, number>): Promise<readonly RuleVersion[]> {
    const keys = [...versions].map(([ruleId, version]) => ({ ruleId, version }));
    const items = await batchGet(this.#client, this.#table, keys);
    if (items.length < keys.length) {
      const missing = keys.length - items.length;
      throw new StoreError(this.#table, "BatchGetItem", `${missing} rules that the pointer names are not there`);
    }
    return items.map(fromVersionItem);
  }

  async #getPointer(): Promise<RulePointer> {
    const command = new GetCommand({ TableName: this.#table, Key: POINTER_KEY, ConsistentRead: true });
    const { Item } = await callStore(this.#table, "GetItem of the pointer", () => this.#client.send(command));
    return fromPointerItem(Item);
  }
}
