import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerParseLine } from "../../../cli/commands/parse.ts";
import { rss } from "../../support/feed-server.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kivuwatch-parse-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("parse", () => {
  it("gives a file's title and entries", async () => {
    const published = new Date("2023-05-15T18:30:00Z");
    const item = { title: "Goma", link: "https://wire.example/1", guid: "g-1", description: "<p>Quiet</p>", published };
    const path = write("feed.xml", rss([item, { title: "Bukavu" }]));

    const answer = await answerParseLine(path);

    expect(answer).toEqual({
      title: "Test wire",
      items: [
        {
          ...{ title: "Goma", link: "https://wire.example/1", id: "g-1", summary: "Quiet" },
          published: "2023-05-15T18:30:00.000Z",
        },
        { title: "Bukavu", link: null, id: null, published: null, summary: "" },
      ],
    });
  });

  it("takes the charset and the base address from a JSON request", async () => {
    const document = rss([{ title: "Déjà", link: "/1" }]).replace(' encoding="UTF-8"', "");
    const path = write("feed.xml", Buffer.from(document.replace("é", "ÿ"), "latin1"));
    const request = { path, contentType: "text/xml; charset=iso-8859-2", url: "https://wire.example/feed" };

    const answer = await answerParseLine(JSON.stringify(request));

    expect(answer).toMatchObject({ items: [{ title: "D˙jŕ", link: "https://wire.example/1" }] });
  });

  it("shows an entry that has nothing but its id, which the collector would reject", async () => {
    const path = write("feed.xml", "<rss><channel><item><guid>only</guid></item></channel></rss>");

    const answer = await answerParseLine(path);

    expect(answer).toMatchObject({ items: [{ id: "only", title: "" }] });
  });

  it.each([
    ["a missing file", () => join(folder, "none.xml"), /ENOENT/],
    ["a folder", () => folder, /is not a file|EISDIR/],
    ["a name with a zero byte", () => "feed\0.xml", /null bytes/],
    ["an empty file", () => write("empty", ""), /empty document/],
    [
      "binary noise",
      () => write("noise", Buffer.from(Array.from({ length: 4_096 }, (_, at) => (at * 197) % 256))),
      /no feed/,
    ],
    ["a web page", () => write("page.html", "<html><title>Home</title></html>"), /web page|HTML/i],
    ["a request that is no JSON", () => '{"path": ', /not JSON/],
    ["a request without a path", () => '{"url": "https://wire.example/"}', /^path: /],
    ["a device without an end", () => "/dev/zero", /is not a file/],
  ])("answers %s with an error", async (_, line, message) => {
    const answer = await answerParseLine(line());

    expect(answer).toEqual({ error: expect.stringMatching(message) });
  });

  it("refuses 50 MB by the limit's name and without reading them", async () => {
    const path = write("huge.xml", "<rss>");
    truncateSync(path, 50_000_000);
    const before = process.memoryUsage().rss;

    const answer = await answerParseLine(path);

    expect(answer).toEqual({ error: expect.stringContaining("50000000 bytes; the limit is 5000000") });
    expect(process.memoryUsage().rss - before).toBeLessThan(20_000_000);
  });

  it("does not wait for a pipe that nobody writes to", async () => {
    mkdirSync(join(folder, "sub"));
    const pipe = join(folder, "sub", "pipe");
    execFileSync("mkfifo", [pipe]);

    const answer = await answerParseLine(pipe);

    expect(answer).toEqual({ error: expect.stringContaining("is not a file") });
  });
});
