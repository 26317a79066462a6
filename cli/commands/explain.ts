import { readFileSync } from "node:fs";
import { ConfigError, messageOf } from "../../lambdas/core/errors.ts";
import type { TraceNode } from "../../lambdas/core/rules/explain.ts";
import type { MatchableStory } from "../../lambdas/core/rules/match.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { paint } from "../paint.ts";
import { loadRules, RULE_SET_OPTIONS } from "../rule-set-option.ts";

/** Shows, clause by clause, why a rule holds for a text or not. */
export const explainCommand: Command = {
  usage: `Usage: kivuwatch explain RULE [FILE] [--rules DIR] [--gazetteer DIR]

RULE is a rule's id. FILE (default: stdin) holds the story: JSON with title, summary, …, or plain text whose first line is the
title. Prints a tree: + true, - false, with the words found. Exit status 0 when the rule matches, 1 when it does not.
`,
  async run(args) {
    const { values, positionals } = parseCommandArgs({
      args: [...args],
      allowPositionals: true,
      options: RULE_SET_OPTIONS,
    });
    const [ruleId, file] = positionals;
    if (ruleId === undefined) throw new ConfigError("explain needs the id of a rule: kivuwatch explain RULE [FILE]");
    const { matcher, rules } = loadRules(values);
    const trace = matcher.explainRule(ruleId, readStory(file));
    if (trace === undefined) {
      throw new ConfigError(`no rule ${ruleId}; there are: ${rules.map((rule) => rule.id).join(", ")}`);
    }
    const verdict = trace.matched ? paint("matches", "green") : paint("does not match", "red");
    const why = trace.excludedBy === undefined ? "" : ` (${trace.excludedBy})`;
    process.stdout.write(`${paint(trace.ruleId, "bold")} ${verdict}${why}: ${trace.title}\n`);
    process.stdout.write(renderTree(trace.root, ""));
    for (const clause of trace.failed) process.stdout.write(`lacks    ${clause}\n`);
    return trace.matched ? 0 : 1;
  },
};

function renderTree(node: TraceNode, indent: string): string {
  const sign = node.holds ? paint("+", "green") : paint("-", "red");
  const words = [...new Set(node.spans.map((span) => `“${span.text}”`))].slice(0, 6);
  const found = node.children.length === 0 && words.length > 0 ? `  ${paint(words.join(" "), "cyan")}` : "";
  const note = node.note === undefined ? "" : `  ${paint(node.note, "dim")}`;
  const children = node.children.map((child) => renderTree(child, `${indent}  `)).join("");
  return `${indent}${sign} ${clip(node.clause)}${found}${note}\n${children}`;
}

function clip(clause: string): string {
  return clause.length <= 100 ? clause : `${clause.slice(0, 99)}…`;
}

function readStory(file: string | undefined): MatchableStory {
  let text: string;
  try {
    text = readFileSync(file ?? process.stdin.fd, "utf8");
  } catch (cause) {
    throw new ConfigError(`${file ?? "stdin"} cannot be read: ${messageOf(cause)}`, { cause });
  }
  if (!text.trimStart().startsWith("{")) {
    const [title = "", ...rest] = text.trim().split("\n");
    return { title, summary: rest.join("\n").trim() };
  }
  try {
    const story = JSON.parse(text) as Partial<MatchableStory>;
    return { ...story, title: story.title ?? "" };
  } catch (cause) {
    throw new ConfigError(`${file ?? "stdin"} is not JSON: ${messageOf(cause)}`, { cause });
  }
}
