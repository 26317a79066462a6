/**
 * YAML with positions: every value can be traced to its line and column, and every character of a text to where it
 * stands in the file, also inside folded, literal and quoted scalars. So an error in a query points into the file that
 * the desk has open.
 */
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
} from "yaml";
import { messageOf } from "../errors.ts";
import type { FileProblem } from "./file-problem.ts";
import { mapScalarOffsets } from "./scalar-offsets.ts";

/** Largest file that is read, in characters. */
const MAX_FILE_LENGTH = 1_048_576;

export type YamlPath = readonly (string | number)[];

export interface YamlSource {
  readonly file: string;
  /** the document as plain values; undefined when the file is empty */
  readonly value: unknown;
  /**
   * Where a value stands, or the nearest one above it that exists.
   * @param offset - UTF-16 offset inside the value when it is a text
   */
  locate(path: YamlPath, offset?: number): { readonly line: number; readonly column: number };
}

export type OpenedYaml =
  | { readonly kind: "read"; readonly source: YamlSource }
  | { readonly kind: "unreadable"; readonly problems: readonly FileProblem[] };

/** Read one YAML document. Never throws. */
export function openYaml(text: string, file: string): OpenedYaml {
  const unreadable = (message: string, line = 1, column = 1): OpenedYaml => ({
    kind: "unreadable",
    problems: [{ file, line, column, code: "E_YAML", level: "error", message }],
  });
  if (text.length > MAX_FILE_LENGTH) return unreadable(`a file may have ${MAX_FILE_LENGTH} characters`);
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
    const [error] = document.errors;
    if (error !== undefined) {
      const { line, col } = lines.linePos(error.pos[0]);
      return unreadable(error.message, line, col);
    }
    // A hundred uses of an anchor is plenty for people; a bomb needs more.
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    const locate = (path: YamlPath, offset?: number): { line: number; column: number } => {
      const at = findOffset(
        text,
        document.contents,
        path,
        (node) => (isAlias(node) ? node.resolve(document) : node),
        offset,
      );
      const { line, col } = lines.linePos(at);
      return { line: Math.max(1, line), column: Math.max(1, col) };
    };
    return { kind: "read", source: { file, value: value ?? undefined, locate } };
  } catch (cause) {
    return unreadable(`not readable as YAML: ${messageOf(cause)}`);
  }
}

/** Offset in the file of a value on a path, as far down as the path leads. */
function findOffset(
  text: string,
  root: unknown,
  path: YamlPath,
  resolve: (node: Node) => Node | undefined,
  offset: number | undefined,
): number {
  let node: Node | undefined = isNode(root) ? root : undefined;
  let at = node?.range?.[0] ?? 0;
  for (const key of path) {
    const child: unknown = node === undefined ? undefined : childOf(resolve(node), key);
    if (!isNode(child)) return at;
    node = child;
    at = child.range?.[0] ?? at;
  }
  const target = node === undefined ? undefined : resolve(node);
  if (offset === undefined || !isScalar(target)) return at;
  return offsetInScalar(text, target, offset) ?? at;
}

function childOf(node: Node | undefined, key: string | number): unknown {
  if (isSeq(node)) return node.items[Number(key)];
  if (!isMap(node)) return undefined;
  const pair: Pair | undefined = node.items.find((item) => isScalar(item.key) && item.key.value === key);
  // An unknown key is best shown at the key, which is where the eye goes; a known one at its value.
  return pair?.value ?? pair?.key;
}

function offsetInScalar(text: string, scalar: Scalar, offset: number): number | undefined {
  const { range } = scalar;
  if (range === undefined || range === null || typeof scalar.value !== "string") return undefined;
  const offsets = mapScalarOffsets(text.slice(range[0], range[1]), scalar.value, scalar.type);
  const at = offsets[Math.min(offset, offsets.length - 1)];
  return at === undefined ? undefined : range[0] + at;
}
