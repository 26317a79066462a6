/** The API's operations as its own OpenAPI document lists them, so that a test cannot forget a new route. */
import { CREDENTIAL } from "../../../lambdas/query/access-rules.ts";
import type { Archive } from "./archive.ts";

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly examples: readonly string[] }[];
  readonly hasBody: boolean;
  /** what it asks for: a user, or what it says itself */
  readonly credential: string;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly example?: unknown;
  readonly schema?: { readonly example?: unknown; readonly enum?: readonly unknown[]; readonly default?: unknown };
}

interface Described {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: unknown;
  readonly [CREDENTIAL]?: string;
}

export async function operationsOf(archive: Archive): Promise<readonly Operation[]> {
  const { body } = await archive.get("/openapi.json");
  return Object.entries<Record<string, Described>>(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, [CREDENTIAL]: credential = "user" }]) => ({
      method: method.toUpperCase(),
      path,
      parameters: parameters.map(({ name, in: place, example, schema }) => ({
        name,
        in: place,
        examples: [example, schema?.example, schema?.default, ...(schema?.enum ?? [])]
          .filter((value) => value !== undefined)
          .map(String),
      })),
      hasBody: requestBody !== undefined,
      credential,
    })),
  );
}
