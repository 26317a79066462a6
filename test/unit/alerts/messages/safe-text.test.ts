import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  blankUnsafe,
  clipText,
  safeLine,
  safeUrl,
  shortLine,
} from "../../../../lambdas/core/alerts/messages/safe-text.ts";

describe("safe text", () => {
  it.each([
    ["line breaks of every kind", "a\r\nb\u2028c\u2029d\u0085e\tf", "a b c d e f"],
    ["escape sequences", "\u001B[2Jx\u009B31my", "[2Jx 31my"],
    ["bidirectional controls", "a\u202Eb\u2066c\u200Fd\u061Ce", "abcde"],
    ["invisible characters", "Kin\u00ADsha\u200Bsa\uFEFF\u2060", "Kinshasa"],
    ["tag characters", "Goma\u{E0041}\u{E007F}", "Goma"],
    ["half surrogates", "\uD83Dx\uDC00", "\uFFFDx\uFFFD"],
    ["non-characters", "a\uFFFE\uFFFFb", "ab"],
    ["nothing of Arabic, emoji and accents", "نزوح 👩‍👩‍👧 été", "نزوح 👩‍👩‍👧 été"],
  ])("loses %s", (_, text, safe) => {
    expect(safeLine(text)).toBe(safe);
  });

  it("keeps its length where offsets must stay true", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.boolean(), (text, keepLines) => {
        const blanked = blankUnsafe(text, keepLines);

        expect(blanked).toHaveLength(text.length);
        expect(blankUnsafe(blanked, keepLines)).toBe(blanked);
      }),
    );
    expect(blankUnsafe("a\nb\rc\u{E0041}d", true)).toBe("a\nb c  d");
    expect(blankUnsafe("a\nb", false)).toBe("a b");
  });

  it("is cut at a whole character, with a sign of the cut", () => {
    expect(clipText("Goma tombe", 10)).toBe("Goma tombe");
    expect(clipText("Goma tombe", 6)).toBe("Goma…");
    expect(clipText("😀😀😀", 4)).toBe("😀…");
    expect(shortLine(`${"x".repeat(5_000)}`, 10, "...")).toBe("xxxxxxx...");
  });
});

describe("safe addresses", () => {
  it.each([
    ["https://a.example/é?q=<b>", "https://a.example/%C3%A9?q=%3Cb%3E"],
    ["HTTP://A.example", "http://a.example/"],
    ["https://ékivu.example/", "https://xn--kivu-9oa.example/"],
    ["https://a.example/\r\nBcc:x", "https://a.example/Bcc:x"],
  ])("are printable ASCII: %j", (url, safe) => {
    expect(safeUrl(url)).toBe(safe);
  });

  it.each([
    undefined,
    "",
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "//a.example",
    "https://",
    `https://a.example/${"x".repeat(2_000)}`,
  ])("are not %j", (url) => {
    expect(safeUrl(url)).toBeUndefined();
  });
});
