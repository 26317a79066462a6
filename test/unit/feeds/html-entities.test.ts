import { expect, it } from "vitest";
import { expandHtmlEntities } from "../../../lambdas/core/feeds/html-entities.ts";

it.each([
  ["&eacute;t&eacute;", "été"],
  ["&nbsp;&hellip;&NotEqualTilde;", "\u00a0…≂̸"],
  ["&amp;eacute; &lt;b&gt; &quot;&apos;", "&amp;eacute; &lt;b&gt; &quot;&apos;"],
  ["&LT;&AMP;&Gt;&num;", "&LT;&AMP;≫#"],
  ["&unknown; &eacute x &;", "&unknown; &eacute x &;"],
  ["&#233;", "&#233;"],
  ["&__proto__; &constructor;", "&__proto__; &constructor;"],
])("makes %j %j", (text, expanded) => {
  expect(expandHtmlEntities(text)).toBe(expanded);
});

it("gives up on a text with more different names than HTML has", () => {
  const names = Array.from({ length: 2_600 }, (_, index) => `&n${index};`).join("");

  expect(expandHtmlEntities(`&eacute;${names}&egrave;&eacute;`)).toBe(`é${names}&egrave;é`);
});
