import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allNamed, indexChildren, innerMarkup, textOf, walk } from "../../../lambdas/core/feeds/tree-queries.ts";
import { MAX_DEPTH, parseXmlTree, type XmlElement } from "../../../lambdas/core/feeds/xml-tree.ts";

/** A tree in one line: `a(b text)`. */
function outline(element: XmlElement): string {
  const children = element.children.map((child) => (typeof child === "string" ? child : outline(child)));
  return `${element.name}(${children.join(" ")})`;
}

function outlineOf(text: string): string {
  return outline(parseXmlTree(text));
}

describe("parseXmlTree", () => {
  it.each([
    ["<a><b>x</b>y</a>", "(a(b(x) y))"],
    ["<a><b/>y</a>", "(a(b() y))"],
    ["<a><b>x</a>", "(a(b(x)))"],
    ["<a>x</b></a>", "(a(x))"],
    ["<a><b><c>x</b>y</a>", "(a(b(c(x)) y))"],
    ["</a><b>x</b>", "(b(x))"],
    ["<a>x & y &amp; z &unknown; &#233;</a>", "(a(x & y & z &unknown; é))"],
    ["<a><![CDATA[<b>&amp;]]>x</a>", "(a(<b>&amp;x))"],
    ["<a><!-- <b> --><?php <c> ?>x</a>", "(a(x))"],
    ["<a>x", "(a(x))"],
    ["<item><link>x<title>y</title></item>", "(item(link(x) title(y)))"],
    ["<item><guid>x<pubDate>y<link/></item>", "(item(guid(x) pubdate(y) link()))"],
    ["<item><title>x<item><title>y", "(item(title(x)) item(title(y)))"],
    ["<entry><title>x</title><entry><title>y</title></entry>", "(entry(title(x)) entry(title(y)))"],
    [
      "<item><title>x <b>y</b></title><source><title>z</title></source></item>",
      "(item(title(x  b(y)) source(title(z))))",
    ],
    ["<a", "()"],
    ["x < y", "(x  < y)"],
  ])("reads %s as %s", (text, expected) => {
    expect(outlineOf(text).replace(/ +/g, " ")).toBe(expected.replace(/ +/g, " "));
  });

  it.each([
    ['<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title/></a:feed>', "(feed(title()))"],
    ['<x xmlns:dublin="http://purl.org/dc/elements/1.1/"><dublin:date/></x>', "(x(dc:date()))"],
    ['<x xmlns:dc="http://PURL.org/dc/elements/1.1"><dc:date/></x>', "(x(dc:date()))"],
    [
      '<x xmlns:p="http://www.w3.org/1999/xhtml"><y xmlns:p="http://search.yahoo.com/mrss/"><p:a/></y><p:b/></x>',
      "(x(y(media:a()) xhtml:b()))",
    ],
    ['<x xmlns="urn:nobody"><title/></x>', "(x(title()))"],
    ["<dc:date/><media:title/><mine:thing/>", "(dc:date() media:title() mine:thing())"],
  ])("knows names by their namespace, and by their prefix without one: %s", (text, expected) => {
    expect(outlineOf(text)).toBe(expected);
  });

  it("reads attributes in any quotes, the first of a name, in lower case", () => {
    const [element] = parseXmlTree(`<a B="1 &amp; 2" c='3' d=4 e B="5" __proto__="6"/>`).children;

    expect(typeof element === "object" && [...element.attributes]).toEqual([
      ["b", "1 & 2"],
      ["c", "3"],
      ["d", "4"],
      ["e", ""],
      ["__proto__", "6"],
    ]);
  });

  it("builds no more levels, attributes and namesakes than its limits, and loses no text", () => {
    const deep = parseXmlTree(`${"<a>".repeat(5_000)}text${"</a>".repeat(5_000)}<b/>`);
    const [wide] = parseXmlTree(`<a ${Array.from({ length: 300 }, (_, index) => `x${index}=""`).join(" ")}/>`).children;
    const many = indexChildren(parseXmlTree("<a/>".repeat(300)));

    expect([...walk(deep)].filter((element) => element.name === "a")).toHaveLength(MAX_DEPTH);
    expect(textOf(deep)).toBe("text");
    expect(deep.children.at(-1)).toMatchObject({ name: "b" });
    expect(typeof wide === "object" && wide.attributes.size).toBe(256);
    expect(allNamed(many, ["a"])).toHaveLength(100);
  });

  it("never fails, whatever it is given", () => {
    const pieces = fc.constantFrom(
      "<",
      ">",
      "/",
      "</",
      "<!",
      "<![CDATA[",
      "]]>",
      "<!--",
      "-->",
      "<?",
      "?>",
      "a",
      "b",
      '"',
      "'",
      "=",
      "&",
      "&amp;",
      "&#0;",
      "xmlns:a",
      ":",
      " ",
    );

    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const tree = parseXmlTree(parts.join(""));
        expect(textOf(tree).length).toBeLessThanOrEqual(parts.join("").length);
      }),
    );
  });
});

describe("innerMarkup", () => {
  it("writes what parses to the same tree again", () => {
    const names = fc.constantFrom("p", "b", "em");
    const texts = fc.string({ unit: fc.constantFrom("a", "<", "&", "é", " "), minLength: 1 });
    const { node } = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        texts.map((text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;")),
        fc
          .tuple(names, fc.array(tie("node"), { maxLength: 3 }))
          .map(([name, inner]) => `<${name}>${inner.join("")}</${name}>`),
      ),
    }));

    fc.assert(
      fc.property(fc.array(node, { maxLength: 4 }), (nodes) => {
        const tree = parseXmlTree(nodes.join(""));
        expect(outlineOf(innerMarkup(tree))).toBe(outline(tree));
      }),
    );
  });
});
