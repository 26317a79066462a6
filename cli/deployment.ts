/**
 * Which KivuWatch a command speaks to: one in the cloud, by the outputs of its stack or by variables, or the one that
 * `npm start` runs on this machine.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ConfigError, messageOf } from "../lambdas/core/errors.ts";

/** The options of every command that speaks to a running KivuWatch. */
export const DEPLOYMENT_OPTIONS = {
  local: { type: "boolean" },
  data: { type: "string" },
  outputs: { type: "string" },
} as const;

export const DEPLOYMENT_USAGE = `Which KivuWatch is meant:
  --outputs FILE  the deployed one; FILE is what \`npx cdk deploy --outputs-file FILE\` wrote. Credentials and region are
                  those of the AWS SDK (AWS_PROFILE, AWS_REGION, …)
  --local         the one that \`npm start\` runs on this machine; with --data DIR when it was started with it
  otherwise       the variables STORIES_TABLE, MENTIONS_TABLE, EVENTS_TABLE, FEEDS_TABLE, RULES_TABLE and
                  ALERT_TOPIC_ARN, as far as the command needs them
`;

const VARIABLES = {
  STORIES_TABLE: "StoriesTable",
  MENTIONS_TABLE: "MentionsTable",
  EVENTS_TABLE: "EventsTable",
  FEEDS_TABLE: "FeedsTable",
  RULES_TABLE: "RulesTable",
  ALERT_TOPIC_ARN: "AlertTopicArn",
  API_URL: "ApiUrl",
} as const;

export type DeploymentVariable = keyof typeof VARIABLES;

/** @throws {@link ConfigError} when the deployment does not name it */
export type Deployment = (name: DeploymentVariable) => string;

export interface DeploymentChoice {
  readonly local?: boolean;
  readonly data?: string;
  readonly outputs?: string;
}

/** @throws {@link ConfigError} when the choice cannot be used */
export function openDeployment({ local, data, outputs }: DeploymentChoice): Deployment {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  if (local === true && outputs !== undefined)
    throw new ConfigError("--local and --outputs are two deployments: choose one");
  if (local === true) return openLocal(data ?? ".kivuwatch");
  if (outputs !== undefined) return openOutputs(outputs);
  return (name) => named(name, process.env[name], "it is not set: see --outputs and --local");
}

function openLocal(dataDir: string): Deployment {
  const file = join(dataDir, "environment");
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new ConfigError(`${file} is not there: nothing runs on this machine, see npm start`, { cause });
  }
  const variables = new Map(text.split("\n").map((line) => [line.replace(/=.*$/s, ""), line.replace(/^[^=]*=/, "")]));
  // Whatever account is at hand, this must not reach it.
  for (const name of ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"]) delete process.env[name];
  for (const [name, value] of variables) if (name.startsWith("AWS_")) process.env[name] = value;
  return (name) => named(name, variables.get(name), `${file} does not have it`);
}

const outputsSchema = z.record(z.string(), z.record(z.string(), z.string()));

function openOutputs(file: string): Deployment {
  let stacks: z.infer<typeof outputsSchema>;
  try {
    stacks = outputsSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new ConfigError(`${file} is not what cdk deploy --outputs-file writes: ${messageOf(cause)}`, { cause });
  }
  const ours = Object.entries(stacks).filter(([, outputs]) => outputs.AlertTopicArn !== undefined);
  const [first] = ours;
  if (first === undefined || ours.length > 1) {
    throw new ConfigError(`${file} has ${ours.length} stacks of KivuWatch; one is needed`);
  }
  return (name) => named(name, first[1][VARIABLES[name]], `${file} has no output ${VARIABLES[name]}`);
}

function named(name: string, value: string | undefined, otherwise: string): string {
  if (value === undefined || value === "") throw new ConfigError(`${name}: ${otherwise}`);
  return value;
}
