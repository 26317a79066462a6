import { createDynamoClient } from "../../lambdas/adapters/dynamo/dynamo-client.ts";
import { DynamoMentionStore } from "../../lambdas/adapters/dynamo/dynamo-mention-store.ts";
import { DynamoRuleStore } from "../../lambdas/adapters/dynamo/dynamo-rule-store.ts";
import { DynamoStoryStore } from "../../lambdas/adapters/dynamo/dynamo-story-store.ts";
import { SnsSubscriptions } from "../../lambdas/adapters/sns/sns-subscriptions.ts";
import { type AlertFilter, buildFilterPolicy } from "../../lambdas/core/alerts/filter-policy.ts";
import { safeLine } from "../../lambdas/core/alerts/messages/safe-text.ts";
import { type FilterPreview, previewFilter } from "../../lambdas/core/alerts/preview-filter.ts";
import { ConfigError } from "../../lambdas/core/errors.ts";
import type { EntityType } from "../../lambdas/core/gazetteer/entity.ts";
import type { Gazetteer } from "../../lambdas/core/gazetteer/gazetteer.ts";
import { checkEndpoint } from "../check-endpoint.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { DEPLOYMENT_OPTIONS, DEPLOYMENT_USAGE, openDeployment } from "../deployment.ts";
import { openGazetteerFiles } from "../open-gazetteer.ts";

/** Stories that a preview names; the others are counted. */
const SHOWN = 10;

/** Subscribes a receiver to the alerts that it wants. */
export const subscribeCommand: Command = {
  usage: `Usage: kivuwatch subscribe --protocol email|sms|https|sqs --endpoint ENDPOINT [--severity high+] [--place P] [--rule R]
                           [--group G] [--theme T] [--lang L] [--dry-run] [--gazetteer DIR]

Shows the filter policy and what it would have brought in the last 7 days, then subscribes. Options other than --severity may be
given again: any of one kind, and all kinds. A place takes in all below it, a language its regional forms; \`high+\` is high and
above. Without any, every alert is received. SNS asks the receiver to confirm (mail and web hook); a queue must allow the topic
to send to it. --dry-run subscribes nobody.

${DEPLOYMENT_USAGE}`,
  async run(args) {
    const many = { type: "string", multiple: true } as const;
    const { values } = parseCommandArgs({
      args: [...args],
      options: {
        ...DEPLOYMENT_OPTIONS,
        protocol: { type: "string" },
        endpoint: { type: "string" },
        severity: { type: "string" },
        place: many,
        rule: many,
        group: many,
        theme: many,
        lang: many,
        "dry-run": { type: "boolean" },
        gazetteer: { type: "string" },
      },
    });
    const { protocol, endpoint } = checkEndpoint(values.protocol, values.endpoint);
    const gazetteer = openGazetteerFiles(values.gazetteer);
    const filter: AlertFilter = {
      severity: values.severity,
      rules: (values.rule ?? []).map((id) => id.trim().toLowerCase()),
      places: entityIds("place", values.place, gazetteer),
      groups: entityIds("group", values.group, gazetteer),
      themes: entityIds("theme", values.theme, gazetteer),
      langs: values.lang ?? [],
    };
    const policy = buildFilterPolicy(filter);
    const deployment = openDeployment(values);
    const client = createDynamoClient();
    const { rules } = await new DynamoRuleStore(client, deployment("RULES_TABLE")).load();
    requireRules(filter.rules, new Set(rules.map(({ id }) => id)));
    const ports = {
      stories: new DynamoStoryStore(client, deployment("STORIES_TABLE")),
      mentions: new DynamoMentionStore(client, deployment("MENTIONS_TABLE")),
      gazetteer,
    };
    const preview = await previewFilter(filter, ports, Date.now());
    client.destroy();
    process.stdout.write(`filter policy  ${JSON.stringify(policy)}\n${describePreview(preview)}`);
    if (values["dry-run"] === true) return 0;
    const arn = await new SnsSubscriptions(deployment("ALERT_TOPIC_ARN")).subscribe(protocol, endpoint, policy);
    process.stdout.write(`subscribed     ${arn}\n`);
    return 0;
  },
};

function entityIds(type: EntityType, names: readonly string[] | undefined, gazetteer: Gazetteer): readonly string[] {
  return (names ?? []).map((text) => {
    const name = text
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, "-");
    const id = name.startsWith(`${type}.`) ? name : `${type}.${name}`;
    if (gazetteer.has(id)) return id;
    const near = gazetteer.idsOf(type).filter((each) => name.length > 2 && each.includes(name.slice(0, 4)));
    const fix = near.length > 0 ? `: did you mean ${near.slice(0, 5).join(", ")}?` : "";
    throw new ConfigError(`there is no ${type} ${JSON.stringify(text)}${fix}`);
  });
}

function requireRules(wanted: readonly string[], known: ReadonlySet<string>): void {
  for (const id of wanted) {
    if (!known.has(id))
      throw new ConfigError(`there is no rule ${JSON.stringify(id)}; there are: ${[...known].join(", ")}`);
  }
}

function describePreview({ stories, isPartial }: FilterPreview): string {
  const count = `${isPartial ? "more than " : ""}${stories.length}`;
  const lines = stories.slice(0, SHOWN).map(({ severity, title, sources, firstSeenAt, decision }) => {
    const time = new Date(firstSeenAt).toISOString().slice(0, 16);
    return `  ${time}Z  ${(severity ?? "low").padEnd(8)}  ${decision?.kind.padEnd(6)}  ${safeLine(title)} (${safeLine(sources[0]?.source ?? "")})`;
  });
  const rest = stories.length - lines.length;
  return [
    `last 7 days    ${count} ${count === "1" ? "story" : "stories"}`,
    ...lines,
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    "",
  ].join("\n");
}
