/**
 * Reads a response body with a cap on what comes out, not only on what comes in: a few kilobytes of gzip or brotli can
 * hold gigabytes. The stream is inflated piece by piece and dropped at the cap, so nothing above it is ever in memory.
 */
import { Readable, type Transform } from "node:stream";
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";

/** The body holds more than the limit, before or after inflating. */
export class TooLargeError extends Error {
  readonly code = "E_TOO_LARGE";
}

/** The server used a coding that we did not offer. */
export class UnknownCodingError extends Error {
  readonly code = "E_UNKNOWN_CODING";
}

/** One is normal, two happen when a proxy compresses again; more is an attack. */
const MAX_CODINGS = 2;

/**
 * @param body - as it comes from the socket; destroyed when the cap is reached
 * @param contentEncoding - the header's value; empty when absent
 * @throws {@link TooLargeError}, {@link UnknownCodingError}, zlib's errors for damaged data, and the stream's own
 */
export async function readBody(body: Readable, contentEncoding: string, maxBytes: number): Promise<Uint8Array> {
  const codings = contentEncoding
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "" && coding !== "identity");
  if (codings.length > MAX_CODINGS) {
    throw new UnknownCodingError(`the body is encoded ${codings.length} times; at most ${MAX_CODINGS} are undone`);
  }
  let plain: Readable = body;
  // The header lists codings in the order applied: undo the last one first.
  for (const coding of codings.reverse()) plain = await inflate(plain, coding);
  if (codings.length === 0) plain = await inflate(plain, "sniff");
  try {
    return await collect(plain, maxBytes);
  } finally {
    plain.destroy();
    body.destroy();
  }
}

async function inflate(source: Readable, coding: string): Promise<Readable> {
  const iterator: AsyncIterator<Buffer> = source[Symbol.asyncIterator]();
  const head = await iterator.next();
  if (head.done === true) return Readable.from([]);
  const inflater = inflaterFor(coding, head.value);
  const whole = Readable.from(prepend(head.value, iterator), { objectMode: false });
  if (inflater === undefined) return whole;
  whole.on("error", (error) => inflater.destroy(error));
  inflater.on("close", () => whole.destroy());
  return whole.pipe(inflater);
}

async function* prepend(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** @returns undefined when the data is plain, whatever its header claims: some servers announce gzip and send none */
function inflaterFor(coding: string, head: Buffer): Transform | undefined {
  // A download cut short still holds the newest entries: flush what there is instead of failing.
  const lenient = { finishFlush: constants.Z_SYNC_FLUSH };
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  switch (coding) {
    case "gzip":
    case "x-gzip":
    case "sniff":
      return isGzip ? createGunzip(lenient) : undefined;
    case "br":
      return createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH });
    case "deflate":
      // RFC 9110 means zlib; servers that send bare deflate are as common. A zlib header has 8 in its low nibble.
      return ((head[0] ?? 0) & 0x0f) === 8 ? createInflate(lenient) : createInflateRaw(lenient);
    default:
      throw new UnknownCodingError(`the body is encoded as "${coding.slice(0, 40)}"; gzip, br and deflate are read`);
  }
}

async function collect(stream: Readable, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new TooLargeError(`the body is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
