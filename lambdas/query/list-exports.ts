/**
 * What lists without pages have in common: each is had as JSON at its path, and in other forms by `Accept` or by a suffix
 * of the path. CSV begins with a byte order mark when asked.
 */
import { createRoute, type z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { BAD_REQUEST, textAnswer, UNAVAILABLE } from "./answers.ts";
import { acceptedFormat, contentTypeOf, type FormatName, type ListFormat } from "./list-format.ts";
import { parameterErrors } from "./parameter-errors.ts";
import { parameterProblem } from "./problem.ts";
import type { QueryApp, QueryEnv } from "./query-app.ts";
import { bomField } from "./query-parameters.ts";

export interface ExportOptions {
  /** of CSV */
  readonly hasByteOrderMark: boolean;
}

/** One list in its forms beside JSON. */
export interface ListExports<D> {
  readonly formats: readonly ListFormat[];
  write(data: D, format: FormatName, options: ExportOptions): string;
}

/** The answer in the form that `Accept` asks for. @returns undefined when that is JSON */
export function answerAccepted<D>(c: Context<QueryEnv>, { formats, write }: ListExports<D>, data: D) {
  c.header("Vary", "Accept");
  const format = acceptedFormat(c.req.header("Accept"), formats);
  if (format === undefined) return undefined;
  return c.body(write(data, format.name, { hasByteOrderMark: false }), 200, { "Content-Type": contentTypeOf(format) });
}

export interface ExportedList<S extends z.ZodObject, D> {
  /** without suffix */
  readonly path: string;
  /** of what there are forms, for the document: `All feeds` */
  readonly title: string;
  readonly querySchema: S;
  readonly exports: ListExports<D>;
  read(query: z.output<S>): Promise<D>;
}

/** One route for each suffix. */
export function addExportRoutes<S extends z.ZodObject, D>(app: QueryApp, list: ExportedList<S, D>): void {
  const { path, title, querySchema, exports, read } = list;
  for (const format of exports.formats) {
    const schema: z.ZodObject = format.name === "csv" ? querySchema.extend(bomField) : querySchema;
    const route = createRoute({
      method: "get",
      path: `${path}${format.suffix}`,
      summary: `${title} as ${format.description}`,
      request: { query: schema },
      responses: { ...textAnswer("the list", format.mediaType), ...BAD_REQUEST, ...UNAVAILABLE },
    });
    app.openapi(
      route,
      async (c) => {
        const { bom, ...query } = c.req.valid("query");
        // Checked by this very schema, of which the compiler sees only that it is some object.
        const text = exports.write(await read(query as z.output<S>), format.name, { hasByteOrderMark: bom === "true" });
        return c.body(text, 200, { "Content-Type": contentTypeOf(format) });
      },
      (result) => {
        if (!result.success) throw parameterProblem(parameterErrors(result.error, Object.keys(schema.shape)));
      },
    );
  }
}
