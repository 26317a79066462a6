import { describe, expect, it } from "vitest";
import { contentHash, entryKey, feedIdOf, keyPolicyFor, storyId } from "../../../lambdas/core/feeds/entry-identity.ts";

const TEXT = { title: "Title", summary: "Summary" };

describe("entryKey", () => {
  it.each([
    [{ guid: "7", link: "https://example.org/a" }, "guid:7"],
    [{ guid: " 7 " }, "guid:7"],
    [{ guid: "http://example.org/?p=7#x" }, "guid:https://example.org/?p=7#x"],
    [{ link: "http://www.example.org/a?utm_source=rss" }, "link:https://example.org/a"],
    [{ guid: "", link: "https://example.org/a" }, "link:https://example.org/a"],
  ])("of %j is %s", (marks, key) => {
    expect(entryKey({ ...TEXT, ...marks })).toBe(key);
  });

  it("is a hash of the text when there is nothing else", () => {
    expect(entryKey(TEXT)).toBe(`text:${contentHash(TEXT)}`);
    expect(entryKey({ ...TEXT, title: "Other" })).not.toBe(entryKey(TEXT));
  });

  it("adds the link or is the link when the feed's guids prove useless", () => {
    const entry = { ...TEXT, guid: "7", link: "https://example.org/a/" };

    expect(entryKey(entry, "guid-link")).toBe("guid:7 https://example.org/a");
    expect(entryKey(entry, "link")).toBe("link:https://example.org/a");
    expect(entryKey({ ...TEXT, guid: "7" }, "link")).toBe("guid:7");
  });
});

describe("keyPolicyFor", () => {
  it("trusts guids that are different, or that name the same article twice", () => {
    const entries = [
      { ...TEXT, guid: "1", link: "https://example.org/a" },
      { ...TEXT, guid: "2", link: "https://example.org/b" },
      { ...TEXT, guid: "2", link: "http://example.org/b?utm_source=x" },
      { ...TEXT, guid: "2" },
    ];

    expect(keyPolicyFor(entries)).toBe("guid");
  });

  it("adds the link where one guid stands for two articles", () => {
    const entries = [
      { ...TEXT, guid: "1", link: "https://example.org/a" },
      { ...TEXT, guid: "1", link: "https://example.org/b" },
    ];

    expect(keyPolicyFor(entries)).toBe("guid-link");
  });
});

describe("storyId", () => {
  it("is the same for one address in two feeds, whatever the guid, scheme and tracking", () => {
    const here = storyId({ ...TEXT, guid: "1", link: "http://example.org/a?utm_source=one" }, "feed-one");
    const there = storyId({ title: "Else", summary: "", guid: "2", link: "https://www.example.org/a/" }, "feed-two");

    expect(here).toBe(there);
    expect(here).toMatch(/^[0-9a-f]{32}$/);
  });

  it("tells feeds apart where there is no address, by guid and then by text", () => {
    const byGuid = ["feed-one", "feed-two"].map((feed) => storyId({ ...TEXT, guid: "1" }, feed));
    const byText = ["feed-one", "feed-two"].map((feed) => storyId(TEXT, feed));
    const byBadLink = storyId({ ...TEXT, link: "mailto:a@b.example" }, "feed-one");

    expect(new Set([...byGuid, ...byText])).toHaveLength(4);
    expect(byBadLink).toBe(byText[0]);
  });

  it("survives a guid's move from http to https", () => {
    expect(storyId({ ...TEXT, guid: "http://example.org/1" }, "f")).toBe(
      storyId({ ...TEXT, guid: "https://example.org/1" }, "f"),
    );
  });
});

describe("contentHash", () => {
  it("does not see white space or Unicode composition, and sees everything else", () => {
    const hash = contentHash({ title: "Pré sident", summary: "a b" });

    expect(contentHash({ title: " Pre\u0301\n sident ", summary: "a  b " })).toBe(hash);
    expect(contentHash({ title: "Pré sident", summary: "a b", body: "" })).toBe(hash);
    expect(contentHash({ title: "Pré sident", summary: "a c" })).not.toBe(hash);
    expect(contentHash({ title: "Pré sident", summary: "a b", body: "c" })).not.toBe(hash);
    expect(contentHash({ title: "Pré", summary: "sident a b" })).not.toBe(hash);
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe("feedIdOf", () => {
  it("is 16 digits of SHA-256 over the address as configured", () => {
    expect(feedIdOf("https://example.org/feed")).toBe("09157359a856586c");
  });
});
