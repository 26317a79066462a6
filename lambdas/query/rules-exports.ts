/** The list of rules in its forms, for a spreadsheet or a program. */
import { writeCsv } from "../core/archive/export/csv.ts";
import { writeNdjson } from "../core/archive/export/ndjson.ts";
import type { Rule } from "../core/rules/rule.ts";
import type { ListExports } from "./list-exports.ts";
import { listFormats } from "./list-format.ts";
import { ruleView } from "./rule-view.ts";

const COLUMNS = ["id", "title", "severity", "enabled", "languages", "tags", "query", "description"];

export const RULE_EXPORTS: ListExports<readonly Rule[]> = {
  formats: listFormats("csv", "ndjson"),
  write(rules, format, options) {
    if (format === "ndjson") return writeNdjson(rules.map(ruleView));
    const rows = rules.map(({ id, title, severity, enabled, languages = [], tags = [], query, description }) => [
      id,
      title,
      severity,
      String(enabled),
      languages.join(" | "),
      tags.join(" | "),
      query,
      description,
    ]);
    return writeCsv(COLUMNS, rows, options);
  },
};
