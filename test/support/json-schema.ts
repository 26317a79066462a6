/** A published JSON Schema as a reader of another house would use it. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";

// The package is CommonJS: its function is the default of its default.
const addFormats = formats as unknown as typeof formats.default;

/** @param path - from the root of the repository @returns what is wrong with a document, a line each */
export function readSchema(path: string): (document: unknown) => readonly string[] {
  const ajv = new Ajv2020({ allErrors: true, strict: true });
  addFormats(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")));
  return (document) => {
    validate(document);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || "/"} ${message}`);
  };
}
