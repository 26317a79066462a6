/** An outlet's web server on loopback: documents that a test changes as it goes, with validators when it wants them. */
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export interface ServedDocument {
  readonly body: string;
  /** @default 200 */
  readonly status?: number;
  /** @default application/rss+xml */
  readonly contentType?: string;
  /** answered with 304 when the client sends it back */
  readonly etag?: string;
}

export interface FeedServer {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  urlOf(path: string): string;
  serve(path: string, document: ServedDocument): void;
  /** status of each answer, in order */
  readonly answers: number[];
  /** bytes written to all clients so far, headers included */
  sentBytes(): number;
  stop(): Promise<void>;
}

export async function startFeedServer(): Promise<FeedServer> {
  const documents = new Map<string, ServedDocument>();
  const answers: number[] = [];
  const sockets: Socket[] = [];
  const server = createServer((request, response) => {
    const document = documents.get(request.url ?? "");
    const isUnchanged = document?.etag !== undefined && request.headers["if-none-match"] === document.etag;
    const status = document === undefined ? 404 : isUnchanged ? 304 : (document.status ?? 200);
    answers.push(status);
    if (document?.etag !== undefined) response.setHeader("etag", document.etag);
    response.writeHead(status, { "content-type": document?.contentType ?? "application/rss+xml" });
    response.end(status === 304 ? undefined : document?.body);
  });
  server.on("connection", (socket: Socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server has an address of this form.
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return {
    host,
    urlOf: (path) => `http://${host}${path}`,
    serve: (path, document) => documents.set(path, document),
    answers,
    sentBytes: () => sockets.reduce((sum, socket) => sum + socket.bytesWritten, 0),
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export interface RssItem {
  readonly title: string;
  readonly link?: string;
  readonly guid?: string;
  readonly description?: string;
  readonly published?: Date;
}

/** A plain RSS 2.0 document. */
export function rss(items: readonly RssItem[], channel = "Test wire"): string {
  const body = items.map((item) => {
    const parts = [
      `<title>${escapeXml(item.title)}</title>`,
      item.link === undefined ? "" : `<link>${escapeXml(item.link)}</link>`,
      item.guid === undefined ? "" : `<guid isPermaLink="false">${escapeXml(item.guid)}</guid>`,
      item.description === undefined ? "" : `<description>${escapeXml(item.description)}</description>`,
      item.published === undefined ? "" : `<pubDate>${item.published.toUTCString()}</pubDate>`,
    ];
    return `<item>${parts.join("")}</item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>${channel}</title><link>https://wire.example/</link><description>Test</description>${body.join("")}</channel></rss>`;
}

function escapeXml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
