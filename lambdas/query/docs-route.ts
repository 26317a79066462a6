/**
 * `GET /docs`: the OpenAPI document as a page for people. One document with its own style, no script and nothing from
 * another host; the policy names the style's digest, so nothing else could run.
 */
import { createHash } from "node:crypto";
import { createRoute } from "@hono/zod-openapi";
import { BAD_REQUEST, textAnswer } from "./answers.ts";
import type { QueryApp } from "./query-app.ts";
import { noQuerySchema } from "./query-parameters.ts";

const docsRoute = createRoute({
  method: "get",
  path: "/docs",
  summary: "This reference, for people",
  request: { query: noQuerySchema },
  responses: { ...textAnswer("a page", "text/html"), ...BAD_REQUEST },
});

const STYLE =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}" +
  "code{background:#f2f2f2;padding:.1em .3em}h2{border-top:1px solid #ccc;padding-top:1rem;font-size:1.1rem}" +
  "table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.2rem .8rem .2rem 0}" +
  "@media(prefers-color-scheme:dark){body{background:#181818;color:#ddd}code{background:#333}a{color:#8bf}}";

const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; frame-ancestors 'none'`;

/** The parts of an OpenAPI document that the page shows. */
interface Described {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema?: { readonly description?: string; readonly example?: unknown };
    readonly example?: unknown;
  }[];
  readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: object }>>;
}

/** @param describe - gives the OpenAPI document */
export function addDocsRoute(app: QueryApp, describe: () => unknown): void {
  let page: string | undefined;
  app.openapi(docsRoute, (c) => {
    // Our own document, made by the very library whose type it is; the page shows some of its parts.
    page ??= renderPage(describe() as Described);
    return c.body(page, 200, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY });
  });
}

function renderPage({ info, paths = {} }: Described): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => renderOperation(method, path, operation)),
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(info.title)} ${escapeHtml(info.version)}</title><style>${STYLE}</style></head>
<body><h1>${escapeHtml(info.title)} ${escapeHtml(info.version)}</h1><p>${escapeHtml(info.description ?? "")}</p>
<p>For programs: <a href="openapi.json">openapi.json</a>.</p>
${operations.join("\n")}
</body></html>
`;
}

function renderOperation(method: string, path: string, operation: Operation): string {
  const { summary = "", description = "", parameters = [], responses = {} } = operation;
  const rows = parameters.map(({ name, in: place, required, description: about, schema, example }) => {
    const text = about ?? schema?.description ?? "";
    const sample = example ?? schema?.example;
    const shown = sample === undefined ? "" : ` e.g. <code>${escapeHtml(String(sample))}</code>`;
    return `<tr><td><code>${escapeHtml(name)}</code></td><td>${escapeHtml(place)}${required === true ? ", required" : ""}</td><td>${escapeHtml(text)}${shown}</td></tr>`;
  });
  const answers = Object.entries(responses).map(([status, answer]) => {
    const types = Object.keys(answer.content ?? {}).join(", ");
    return `<tr><td>${escapeHtml(status)}</td><td>${escapeHtml(types)}</td><td>${escapeHtml(answer.description ?? "")}</td></tr>`;
  });
  return `<section><h2><code>${escapeHtml(method.toUpperCase())} ${escapeHtml(path)}</code> ${escapeHtml(summary)}</h2><p>${escapeHtml(description)}</p>
<table>${rows.join("")}</table><table>${answers.join("")}</table></section>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
