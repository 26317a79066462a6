import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Desk, parseDesk } from "../core/desk.ts";
import { ConfigError, messageOf } from "../core/errors.ts";
import type { FeedSpec } from "../core/feeds/feed.ts";
import { readOpml } from "../core/feeds/opml.ts";
import { buildGazetteer, formatGazetteerProblem } from "../core/gazetteer/gazetteer.ts";
import { parseGazetteerFile } from "../core/gazetteer/parse-gazetteer.ts";
import type { Pack } from "../core/pack.ts";
import type { RuleSources } from "../core/rules/check-rules.ts";
import { formatFileProblem } from "../core/rules/file-problem.ts";
import { parseRuleFile } from "../core/rules/parse-rule-file.ts";
import { compileRules, formatRuleProblem } from "../core/rules/story-matcher.ts";

/** Where each part of a desk's configuration stands. */
export interface ConfigPaths {
  readonly desk: string;
  readonly feeds: string;
  readonly rules: string;
  readonly gazetteer: string;
}

/** The usual layout below one folder. */
export function configPaths(root: string): ConfigPaths {
  return {
    desk: join(root, "desk.yaml"),
    feeds: join(root, "feeds.opml"),
    rules: join(root, "rules"),
    gazetteer: join(root, "gazetteer"),
  };
}

/** What could be used of a configuration, and a line for each part that could not. */
export interface ReadPack {
  readonly pack: Pack;
  /** `file:line:column CODE message`, for people */
  readonly problems: readonly string[];
}

/** @throws {@link ConfigError} when the file cannot be read or a key is wrong */
export function readDeskFile(file: string): Desk {
  return parseDesk(readText(file), file);
}

/** Rule and gazetteer files, parsed one by one. @throws {@link ConfigError} when a file or folder cannot be read */
export function readRuleSources(paths: Pick<ConfigPaths, "rules" | "gazetteer">): RuleSources {
  return {
    gazetteerFiles: yamlFiles(paths.gazetteer).map((file) => parseGazetteerFile(readText(file), file)),
    ruleFiles: yamlFiles(paths.rules).map((file) => parseRuleFile(readText(file), file)),
  };
}

/**
 * Read rules, gazetteer and feeds. A bad rule, entity or feed is reported and left out; the others go on.
 * @throws {@link ConfigError} when a file or folder cannot be read at all
 */
export function readPackFiles(paths: ConfigPaths): ReadPack {
  const { gazetteerFiles, ruleFiles } = readRuleSources(paths);
  const rules = ruleFiles.flatMap((file) => file.rules);
  const { gazetteer, problems: entityProblems } = buildGazetteer(gazetteerFiles.flatMap((file) => file.entities));
  const { problems: ruleProblems } = compileRules(rules, gazetteer);
  const feeds = readFeeds(paths.feeds);
  return {
    pack: { gazetteer: [...gazetteer.entities()], rules, feeds: feeds.specs },
    problems: [
      ...[...gazetteerFiles, ...ruleFiles].flatMap((file) => file.problems.filter(isError).map(formatFileProblem)),
      ...entityProblems.filter(isError).map(formatGazetteerProblem),
      ...ruleProblems.filter(isError).map(formatRuleProblem),
      ...feeds.problems,
    ],
  };
}

function isError(problem: { readonly level: "error" | "warning" }): boolean {
  return problem.level === "error";
}

/** @throws {@link ConfigError} when the file cannot be read */
export function readFeeds(file: string): { specs: readonly FeedSpec[]; problems: readonly string[] } {
  const { specs, problems } = readOpml(readText(file), file);
  return { specs, problems: problems.map((problem) => `${file}:${problem.line} ${problem.message}`) };
}

/** The YAML files below a folder, in order of their names. @throws {@link ConfigError} when it cannot be read */
export function yamlFiles(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch (cause) {
    throw new ConfigError(`folder ${folder} cannot be read: ${messageOf(cause)}`, { cause });
  }
  return names
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new ConfigError(`file ${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
}
