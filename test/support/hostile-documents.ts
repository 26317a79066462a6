/** What an attacker may put where a feed should be, each as large as it may be: to see what it costs to read it. */

const MAX_BYTES = 5_000_000;

export interface HostileDocument {
  readonly name: string;
  readonly body: Buffer;
  /** whether its one good entry, titled `a`, must be read in spite of it */
  readonly isRead: boolean;
}

/** One good entry, then as much of `piece` as fits. */
function filled(name: string, piece: string, isRead = true): HostileDocument {
  const head = "<rss version='2.0'><channel><title>w</title><item><title>a</title></item>";
  const pieces = Math.floor((MAX_BYTES - head.length - 100) / Buffer.byteLength(piece));
  return { name, body: Buffer.from(`${head}${piece.repeat(pieces)}</channel></rss>`), isRead };
}

/** One good entry with a text of as much of `piece` as fits. */
function stuffed(name: string, piece: string, element = "description"): HostileDocument {
  const head = `<rss version='2.0'><channel><title>w</title><item><title>a</title><${element}>`;
  const pieces = Math.floor((MAX_BYTES - head.length - 100) / Buffer.byteLength(piece));
  const body = Buffer.from(`${head}${piece.repeat(pieces)}</${element}></item></channel></rss>`);
  return { name, body, isRead: true };
}

function json(name: string, piece: string): HostileDocument {
  const text = piece.repeat(Math.floor((MAX_BYTES - 100) / piece.length));
  return { name, body: Buffer.from(`{"items":[{"title":"a"}${text}]}`), isRead: false };
}

function laughs(): string {
  const levels = Array.from({ length: 10 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`);
  return `<!DOCTYPE rss [<!ENTITY l0 "ha">${levels.join("")}<!ENTITY x SYSTEM "file:///etc/passwd">]>
    <rss><channel><item><title>a</title><description>&l10;&x;</description></item></channel></rss>`;
}

export const HOSTILE_DOCUMENTS: readonly HostileDocument[] = [
  filled("elements with an attribute", "<a b='c'/>", false),
  filled("elements with a namespace", "<p:a xmlns:p='u'/>", false),
  filled("entries", "<item><title>a</title></item>", false),
  filled("attributes of different names", `<b ${Array.from({ length: 200 }, (_, at) => `c${at}=""`).join(" ")}/>`),
  filled("names of __proto__", "<__proto__ __proto__='x'>"),
  stuffed("signs of less than", "<"),
  stuffed("ampersands", "&"),
  stuffed("four-byte characters", "😀"),
  stuffed("categories", "<category>c</category>", "x"),
  json("objects", ",{}"),
  {
    name: "nested lists",
    body: Buffer.from(`{"items":[{"title":"a","x":${"[".repeat(2_400_000)}${"]".repeat(2_400_000)}}]}`),
    isRead: false,
  },
  { name: "declared entities", body: Buffer.from(laughs()), isRead: true },
  { name: "UTF-16", body: Buffer.from("<a/>".repeat(MAX_BYTES / 8), "utf16le"), isRead: false },
  { name: "the feed of 51 MB", body: Buffer.alloc(51_000_000, "<item><title>a</title></item>"), isRead: false },
];
