import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { messageOf } from "../../lambdas/core/errors.ts";
import type { Entry } from "../../lambdas/core/feeds/entry.ts";
import { FEED_LIMITS, readFeed } from "../../lambdas/core/feeds/read-feed.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { writeJsonLine } from "../json-lines.ts";

const requestSchema = z.object({
  path: z.string().min(1),
  contentType: z.string().optional(),
  url: z.string().optional(),
});

type ParseRequest = z.infer<typeof requestSchema>;

interface ParsedItem {
  readonly title: string;
  readonly link: string | null;
  /** the publisher's own */
  readonly id: string | null;
  /** ISO 8601, in UTC */
  readonly published: string | null;
  readonly summary: string;
  readonly content?: string;
}

type ParseAnswer = { readonly title: string; readonly items: readonly ParsedItem[] } | { readonly error: string };

/** Reads feeds from files, as the collector would read them. */
export const parseCommand: Command = {
  usage: `Usage: ls *.xml | kivuwatch parse

Reads one request a line: a path, or JSON {path, contentType?, url?} with what HTTP would have said and the address that relative
links start from. Prints one JSON line a request, in order: {title, items: [{title, link, id, published, summary, content?}]},
all texts plain, published in UTC or null; or {error}, and the run goes on. Files over ${FEED_LIMITS.maxBytes} bytes are refused.
`,
  async run(args) {
    parseCommandArgs({ args: [...args], options: {} });
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() !== "") await writeJsonLine(process.stdout, await answerParseLine(line));
    }
    return 0;
  },
};

/** Answer one line of input. Never rejects: whatever stands in the line or in the file is an `error`. */
export async function answerParseLine(line: string): Promise<ParseAnswer> {
  try {
    const { path, contentType, url = pathToFileURL(path).href } = readRequest(line);
    // Shown as the document says them: a date in the future is the publisher's to explain.
    const now = Number.POSITIVE_INFINITY;
    const document = readFeed(await readCapped(path), {
      url,
      now,
      keepsEmpty: true,
      ...(contentType && { contentType }),
    });
    return { title: document.title, items: document.entries.map(toItem) };
  } catch (thrown) {
    return { error: messageOf(thrown) };
  }
}

function readRequest(line: string): ParseRequest {
  if (!line.trimStart().startsWith("{")) return { path: line };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new Error(`not JSON: ${messageOf(cause).slice(0, 200)}`, { cause });
  }
  const parsed = requestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${issue?.path.join(".") || "the line"}: ${issue?.message ?? "not a request"}`);
}

/** Never more than the limit in memory, also of a file that grows or does not know its size. */
async function readCapped(path: string): Promise<Uint8Array> {
  // Without O_NONBLOCK a pipe that nobody writes to would hold the run for ever.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new Error(`${path} is not a file`);
    const buffer = Buffer.allocUnsafe(Math.min(stat.size, FEED_LIMITS.maxBytes) + 1);
    let size = 0;
    while (size < buffer.length) {
      const { bytesRead } = await file.read(buffer, size);
      if (bytesRead === 0) return buffer.subarray(0, size);
      size += bytesRead;
    }
    throw new Error(`${path} has ${Math.max(stat.size, size)} bytes; the limit is ${FEED_LIMITS.maxBytes}`);
  } finally {
    await file.close();
  }
}

function toItem({ title, link, guid, publishedAt, summary, body }: Entry): ParsedItem {
  return {
    title,
    link: link ?? null,
    id: guid ?? null,
    published: publishedAt === undefined ? null : new Date(publishedAt).toISOString(),
    summary,
    ...(body === undefined ? {} : { content: body }),
  };
}
