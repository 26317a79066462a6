import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText } from "../../../lambdas/core/text/plain-text.ts";

describe("plainText", () => {
  it.each([
    ["text without markup", "Goma est calme", "Goma est calme"],
    ["white space", "  Goma\n\t est\u00a0calme ", "Goma est calme"],
    ["blocks as borders of words", "<p>Goma</p><p>Bukavu</p>a<br>b<li>c", "Goma Bukavu a b c"],
    ["inline tags inside a word", "Go<b>m</b>a", "Goma"],
    ["comments and declarations", "<!doctype html>Go<!-- x -->ma<?php y ?>", "Goma"],
    ["scripts and styles", "a<script>if (x<y) alert('M23')</script>b<style>p{}</style>c", "a b c"],
    ["frames", "a<iframe>M23</iframe>b", "a b"],
    ["attributes", '<a href="https://m23.example" title="M23">Goma</a>', "Goma"],
    ["named and numbered entities", "l&rsquo;arm&eacute;e &#233;&#xE9; &amp; co", "l’armée éé & co"],
    ["what was escaped twice", "arm&amp;#xE9;e &amp;eacute;t&amp;eacute;", "armée été"],
    ["tags that were escaped twice", "&lt;p&gt;Goma&lt;/p&gt;", "Goma"],
    ["an ampersand that is text", "R&D, AT&T", "R&D, AT&T"],
    ["a smaller-than sign that is text", "3 < 4 et <3", "3 < 4 et <3"],
    ["CDATA left in the text", "<![CDATA[Goma]]>", "Goma"],
    ["invisible characters", "U\ufeffkraine Kin\u00adshasa \u202eevil\u0007", "Ukraine Kinshasa evil"],
    ["a tag that the publisher cut off", 'Goma est <a href="http', "Goma est"],
    ["joiners of an emoji", "👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"],
  ])("handles %s", (_, html, expected) => {
    const text = plainText(html);

    expect(text).toBe(expected);
  });

  it("never throws and never leaves a line break, whatever the input", () => {
    const piece = fc.constantFrom(
      "<p>",
      "</p>",
      "<",
      ">",
      "&",
      "&#",
      ";",
      "<script>",
      "</script>",
      "<!--",
      "-->",
      '"',
      "a",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: "binary" })), { maxLength: 60 }), (parts) => {
        expect(plainText(parts.join(""))).not.toMatch(/[\n\r\t]|^ | $| {2}/);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ["open tags and foreign end tags", "<a>".repeat(100_000) + "</b>".repeat(100_000)],
    ["smaller-than signs", "<".repeat(300_000)],
    ["ampersands", "&".repeat(300_000)],
    ["unfinished entities", "&#1".repeat(100_000)],
    ["unfinished comments", "<!--".repeat(80_000)],
    ["unfinished scripts", "<script>".repeat(40_000)],
    ["unfinished attributes", "<a b='".repeat(60_000)],
  ])("takes time in proportion to %s", (_, html) => {
    const startedAt = performance.now();

    plainText(html);

    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
