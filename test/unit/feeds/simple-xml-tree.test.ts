import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandHtmlEntities } from "../../../lambdas/core/feeds/html-entities.ts";
import { parseSimpleXml } from "../../../lambdas/core/feeds/simple-xml-tree.ts";
import { parseXmlTree, type XmlElement } from "../../../lambdas/core/feeds/xml-tree.ts";

/** All that readers of a tree see. */
function plain({ name, attributes, children }: XmlElement): unknown {
  return [name, [...attributes], children.map((child) => (typeof child === "string" ? child : plain(child)))];
}

function simple(text: string): unknown {
  const tree = parseSimpleXml(Buffer.from(text));
  return tree === undefined ? undefined : plain(tree);
}

function tolerant(text: string): unknown {
  return plain(parseXmlTree(expandHtmlEntities(text)));
}

const PIECES = [
  ...[
    "<a>",
    "</a>",
    "<b>",
    "</b>",
    "<dc:c>",
    "</dc:c>",
    "<link>",
    "</link>",
    "<item>",
    "</item>",
    "<a/>",
    "<b />",
    "</a >",
    "<A>",
    "</A>",
    "< a>",
    "<1>",
    "</>",
  ],
  ...[` x="1"`, ` y='>'`, " z", " w=3", ` v="&amp;&eacute;&"`, "\n", " ", "/", ">", "<", `"`, "'", "="],
  ...[
    "<a xmlns='http://www.w3.org/2005/Atom'>",
    "<p:b xmlns:p='http://purl.org/dc/elements/1.1/' x='1' X='2'>",
    "</p:b>",
  ],
  ...[
    "<![CDATA[",
    "]]>",
    "]",
    "<![CDATA[]]>",
    "<![cdata[x]]>",
    "<!-- c -->",
    "<!--",
    "-->",
    "<!-->",
    "<!--->",
    "<!---->",
  ],
  ...["--!>", "<!-- a -- b -->", "<!DOCTYPE rss [<!ENTITY e 'x'>]>", "<!DOCTYPE rss>", "<!x>", "<?xml version='1.0'?>"],
  ...[
    "<?",
    "?>",
    "<?php > ?>",
    "&",
    "& ",
    "&amp;",
    "&amp;eacute;",
    "&eacute;",
    "&nbsp;",
    "&notin;",
    "&#233;",
    "&#x2019;",
  ],
  ...["&#150;", "&#0;", "&#xd800;", "&#x1F600;", "&#13;", "&amp", ";", "Goma", "é", "’", "😀", "\u0085", "\u0001"],
];

describe("parseSimpleXml", () => {
  it("gives the tree that the tolerant reader gives, or none", () => {
    let given = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }), (pieces) => {
        const text = pieces.join("");

        const tree = simple(text);

        // What has to be cleaned first is not for a tree to judge.
        if (tree === undefined) return;
        given += 1;
        expect(tree).toEqual(tolerant(text));
      }),
      { numRuns: 5_000 },
    );
    expect(given).toBeGreaterThan(50);
  });

  const wellFormed = fc.letrec<{ node: string; element: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(
        "Goma",
        " ",
        "’&amp;é&#8217;",
        "<![CDATA[<p>&eacute;</p> ]] ]]]>",
        "<!-- c > - -->",
        "<dc:date/>",
      ),
      tie("element"),
    ),
    element: fc
      .tuple(fc.constantFrom("channel", "media:group", "a:b"), fc.array(tie("node"), { maxLength: 5 }))
      .map(([name, nodes]) => `<${name} x="1 &lt; 2" xmlns:a='urn:a'>${nodes.join("")}</${name}>`),
  }));

  it("reads every well-formed document", () => {
    fc.assert(
      fc.property(wellFormed.element, (text) => {
        const tree = simple(`<?xml version="1.0"?>\n${text}\n`);

        expect(tree).toEqual(tolerant(`<?xml version="1.0"?>\n${text}\n`));
      }),
    );
  });

  it("reads through the edges of its windows, in whatever character they fall", () => {
    for (const padding of [32_700, 32_740, 32_750, 32_760, 32_765, 65_500]) {
      const item = `<item t="${"’é😀".repeat(20)}"><![CDATA[${"’é😀".repeat(20)}]]>&amp;${"’é😀".repeat(7)}</item><!-- c -->`;
      const text = `<rss>${"x".repeat(padding)}${item.repeat(12)}<long>${"é".repeat(200_000)}</long></rss>`;

      expect(simple(text)).toEqual(tolerant(text));
    }
  });

  it("passes over a byte order mark", () => {
    expect(simple("\ufeff<rss/>")).toEqual(tolerant("<rss/>"));
  });

  it.each([
    ["no markup", "plain words"],
    ["JSON", '{"a": "<b></b>"}'],
    ["an element left open", "<rss><channel></channel>"],
    ["tags in the wrong order", "<a><b></a></b>"],
    ["an address whose end tag is missing", "<item><link>x<title>y</title></link></item>"],
    ["an end tag in another case", "<item></ITEM>"],
    ["a bare ampersand", "<a>x & y</a>"],
    ["a name that is not everyday", "<a>&notin;</a>"],
    ["a control character", "<a>\u0001</a>"],
    ["windows-1252 taken for ISO 8859-1", "<a>\u0092</a>"],
    ["an attribute twice", '<a x="1" x="2"/>'],
    ["a tag longer than 4 kB", `<a x="${"1".repeat(40_000)}"/>`],
    ["too many attributes", `<a${Array.from({ length: 100 }, (_, index) => ` x${index}="1"`).join("")}/>`],
    ["too many levels", `${"<a>".repeat(100)}${"</a>".repeat(100)}`],
    ["too many elements", `<a>${"<b/>".repeat(100_001)}</a>`],
  ])("leaves %s to the tolerant reader", (_what, text) => {
    expect(simple(text)).toBeUndefined();
  });
});
