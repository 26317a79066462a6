import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText, stripAnyHtml } from "../../../lambdas/core/text/plain-text.ts";
import { stripSimpleHtml } from "../../../lambdas/core/text/strip-simple-html.ts";

const isBlock = (name: string) => !["a", "b", "em", "strong", "span"].includes(name);

/** The inline elements that the tokenizer's way knows, too. */
const PIECES = [
  ...["<p>", "</p>", "<br/>", "<br />", '<a href="x">', "</a>", "<a href='>'>", '<img alt="a > b" src="y">', "<B>"],
  ...[
    "Goma",
    " ",
    "\n",
    "&amp;",
    "&nbsp;",
    "&#8217;",
    "&eacute;",
    "& ",
    "&",
    ";",
    "&#150;",
    "&copy",
    "&notit;",
    "é",
    "😀",
  ],
  ...[
    "<",
    ">",
    '"',
    "'",
    "=",
    "/",
    "<!-- c -->",
    "<script>",
    "</script>",
    "<![CDATA[x]]>",
    "<a b=c>",
    '<a b=c=">">',
    "< p>",
    "</>",
    '<a"b>',
  ],
  ...[
    "<title>",
    "</title>",
    "<style>",
    "<textarea>",
    "<plaintext>",
    "<a b = \"c\" d='e'/>",
    '<p/x="1">',
    '</p x=">">',
    "<h1>",
    "<x-y>",
    "<x:y>",
    "&#0;",
    "&#55296;",
    "&lt;p&gt;",
  ],
];

describe("stripSimpleHtml", () => {
  it("gives what the tokenizer gives, or gives up", () => {
    const inlines = ["a", "b"];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }), (pieces) => {
        const html = pieces.join("");

        const simple = stripSimpleHtml(html, (name) => !inlines.includes(name));

        if (simple !== undefined) expect(simple).toBe(stripAnyHtml(html));
      }),
      { numRuns: 20_000 },
    );
  });

  it("does not give up on what news carries", () => {
    const html =
      '<p class="a b">L&rsquo;arm&eacute;e&nbsp;: <strong>M23</strong> &#8211; <a href="https://x.example/?a=1&amp;b=2">ici</a></p>\n';

    expect(stripSimpleHtml(html, isBlock)).toBe(" L’armée\u00a0: M23 – ici \n");
  });

  it.each(["<script>x</script>", "<!-- c -->", "a < b", '<a b=c=">">', "&copy", "<p", '<a href="x>'])(
    "gives up on %s",
    (html) => {
      expect(stripSimpleHtml(html, isBlock)).toBeUndefined();
    },
  );

  it.each(["<a ", '<a b="', "&", "<a b='\">", "&amp", '<a b="c" '])(
    "takes linear time over %s, many times",
    (piece) => {
      const html = piece.repeat(300_000);
      const startedAt = performance.now();

      plainText(html);

      expect(performance.now() - startedAt).toBeLessThan(3_000);
    },
  );
});

describe("plainText", () => {
  it("removes invisible characters and joins white space, for every character there is", () => {
    for (let code = 0; code <= 0x10ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const character = String.fromCodePoint(code);
      if (character === "<" || character === "&") continue;
      const isSpace = /^\s$/.test(character) || code === 0x85 ? code !== 0xfeff : false;
      const isInvisible = !isSpace && /^[\p{Cc}\p{Cf}]$/u.test(character) && code !== 0x200c && code !== 0x200d;
      const expected = isSpace ? "a b" : isInvisible ? "ab" : `a${character}b`;
      if (plainText(`a${character}b`) !== expected) expect(`U+${code.toString(16)}`).toBe(expected);
    }

    expect(plainText("a \u00a0\n b  c\t")).toBe("a b c");
  });
});
