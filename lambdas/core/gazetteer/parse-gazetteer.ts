/**
 * Reads a gazetteer file: a YAML list of entities. A bad entity is reported with its place and left out; the others are
 * kept. What only the whole gazetteer can tell (unknown parents, shared names) is checked by {@link buildGazetteer}.
 */
import * as z from "zod";
import type { FileProblem } from "../rules/file-problem.ts";
import { isEntityId } from "../rules/lexer.ts";
import { reportIssues } from "../rules/schema-issues.ts";
import { openYaml, type YamlPath } from "../rules/yaml-source.ts";
import { ENTITY_TYPES, type Entity, type EntityId } from "./entity.ts";

export interface ParsedGazetteerFile {
  readonly file: string;
  /** those that can be used, in order */
  readonly entities: readonly Entity[];
  readonly problems: readonly FileProblem[];
  /** ids that this file defines */
  has(id: EntityId): boolean;
  /** Where a key of an entity stands in the file. @param offset - UTF-16 offset inside its text */
  locate(id: EntityId, path: YamlPath, offset?: number): { readonly line: number; readonly column: number };
}

const coordinate = (limit: number) => {
  const error = `must be a number from -${limit} to ${limit}`;
  return z.number({ error }).min(-limit, error).max(limit, error);
};

const entitySchema = z.strictObject({
  id: z.string().refine(isEntityId, `must be type.name in lower case; types are ${ENTITY_TYPES.join(", ")}`),
  title: z.string().min(1).max(200),
  kind: z.string().min(1).max(200).optional(),
  parent: z.string().optional(),
  names: z
    .record(
      z.string().regex(/^(any|[a-z]{2,3}(-[A-Za-z0-9]{1,8})*)$/, 'must be a language code such as "fr", or "any"'),
      z
        .array(z.string({ error: "must be a text (put it in quotes if it looks like a number)" }).min(1).max(300))
        .max(500),
    )
    .default({}),
  alone: z.enum(["yes", "context", "no"], { error: "must be yes, context or no" }),
  context: z.string().min(1).optional(),
  unless: z.string().min(1).optional(),
  lat: coordinate(90).optional(),
  lon: coordinate(180).optional(),
  iso: z
    .string()
    .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, "must be an ISO 3166 code such as CD-NK")
    .optional(),
  pcode: z.string().min(1).max(20).optional(),
});

/**
 * @param text - YAML
 * @param file - its name, for messages
 */
export function parseGazetteerFile(text: string, file: string): ParsedGazetteerFile {
  const start = { line: 1, column: 1 };
  const opened = openYaml(text, file);
  if (opened.kind === "unreadable") {
    return { file, entities: [], problems: opened.problems, has: () => false, locate: () => start };
  }
  const { source } = opened;
  const entities: Entity[] = [];
  const problems: FileProblem[] = [];
  const paths = new Map<EntityId, YamlPath>();
  const report = (path: YamlPath, code: string, message: string): void => {
    problems.push({ file, ...source.locate(path), code, level: "error", message });
  };
  const list: unknown = source.value ?? [];
  if (!Array.isArray(list)) report([], "E_VALUE", "a gazetteer file is a list of entities, each with a dash before it");
  else {
    list.forEach((item, index) => {
      const result = entitySchema.safeParse(item);
      if (!result.success) {
        reportIssues(result.error.issues, item, [index], report);
        return;
      }
      const type = ENTITY_TYPES.find((known) => result.data.id.startsWith(`${known}.`));
      // The schema has checked the id; TypeScript cannot see that.
      if (type === undefined) return;
      if (!paths.has(result.data.id)) paths.set(result.data.id, [index]);
      entities.push({ ...result.data, type });
    });
  }
  const locate = (id: EntityId, path: YamlPath, offset?: number): typeof start =>
    source.locate([...(paths.get(id) ?? []), ...path], offset);
  return { file, entities, problems, has: (id) => paths.has(id), locate };
}
