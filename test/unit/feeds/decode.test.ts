import { Buffer } from "node:buffer";
import fc from "fast-check";
import { encode } from "iconv-lite";
import { describe, expect, it } from "vitest";
import { decodeFeed, mapC1Controls, repairMojibake } from "../../../lambdas/core/feeds/decode.ts";

const WORDS = "Les déplacés de Kanyabayonga – « l’accord »";

describe("decodeFeed", () => {
  it.each([
    ["UTF-8", Buffer.from(WORDS), ""],
    ["UTF-8 with a mark", Buffer.from(`\ufeff${WORDS}`), ""],
    ["UTF-8 called latin-1 by HTTP", Buffer.from(WORDS), "text/xml; charset=ISO-8859-1"],
    ["UTF-8 called windows-1251 by HTTP", Buffer.from(WORDS), "text/xml; charset=windows-1251"],
    ["UTF-16LE with a mark", Buffer.from(`\ufeff${WORDS}`, "utf16le"), ""],
    ["UTF-16LE without one", Buffer.from(`<a>${WORDS}`, "utf16le"), ""],
    ["UTF-16BE with a mark", encode(`\ufeff${WORDS}`, "utf-16be"), ""],
    ["UTF-32LE with a mark", encode(`\ufeff${WORDS}`, "utf-32le"), ""],
    ["windows-1252, undeclared", encode(WORDS, "win1252"), ""],
    ["windows-1252 called ISO-8859-1", encode(WORDS, "win1252"), 'text/xml; charset="iso-8859-1"'],
    ["windows-1252 called UTF-8", encode(WORDS, "win1252"), "text/xml; charset=utf-8"],
    ["windows-1252 called nonsense", encode(WORDS, "win1252"), "text/xml; charset=x-nobody"],
  ])("reads %s", (_, bytes, contentType) => {
    expect(decodeFeed(bytes, contentType).replace("<a>", "")).toBe(WORDS);
  });

  it.each([
    ["koi8-r", "Мир в Киву"],
    ["windows-1251", "Мир в Киву"],
    ["shift_jis", "コンゴ東部"],
    ["euc-jp", "コンゴ東部"],
    ["gb2312", "刚果东部"],
    ["big5", "剛果東部"],
    ["iso-8859-2", "Łódź"],
    ["cp437", "café"],
  ])("believes HTTP and the prolog about %s", (charset, words) => {
    const byHttp = decodeFeed(encode(words, charset), `text/xml; charset=${charset}`);
    const byProlog = decodeFeed(encode(`<?xml version='1.0' encoding='${charset}'?>${words}`, charset));

    expect([byHttp, byProlog.replace(/^<.*>/, "")]).toEqual([words, words]);
  });

  it("believes a declaration about charsets that look like ASCII", () => {
    const bytes = Buffer.from("\x1b$B%3%s%4\x1b(B", "latin1");

    expect(decodeFeed(bytes, "text/xml; charset=iso-2022-jp")).toBe("コンゴ");
    expect(decodeFeed(Buffer.from("d+AOk-j+AOA-"), "text/xml; charset=utf-7")).toBe("déjà");
  });

  it("reads UTF-8 with foreign bytes in it, each for what it is", () => {
    const bytes = Buffer.concat([Buffer.from("réfugiés, "), encode("déplacés", "latin1"), Buffer.from(" – fin")]);

    expect(decodeFeed(bytes)).toBe("réfugiés, déplacés – fin");
  });

  it("reads UTF-8 that ends within a character", () => {
    expect(decodeFeed(Buffer.from("réfugié").subarray(0, -1))).toMatch(/^réfugi/);
  });

  it("drops what XML forbids, and keeps tabs and line ends", () => {
    expect(decodeFeed(Buffer.from("a\x00b\x08c\td\ne\x0bf\x1f\ufffe"))).toBe("abc\td\nef");
  });

  it("never loses valid UTF-8, and always gives text that can be encoded again", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = decodeFeed(bytes);
        expect(Buffer.from(text).toString()).toBe(text);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."aéñ—Ж字😀 "), minLength: 1 }), (text) => {
        expect(decodeFeed(Buffer.from(text))).toBe(text);
      }),
    );
  });
});

describe("mapC1Controls", () => {
  it("reads them as windows-1252 and leaves those that it does not define", () => {
    expect(mapC1Controls("\u0093mot\u0094 \u0080 \u0081")).toBe("“mot” € \u0081");
  });
});

describe("repairMojibake", () => {
  it.each([
    ["dÃ©placÃ©s", "déplacés"],
    ["lâ€™accord", "l’accord"],
    ["Ã€ Goma", "À Goma"],
    ["Ã\u00a0 Goma", "à Goma"],
    ["ðŸ˜€", "😀"],
  ])("makes %s %s", (damaged, meant) => {
    expect(repairMojibake(damaged)).toBe(meant);
  });

  it.each(["déplacés", "à", "Ã", "SÃO", "ÂGE", "Ã© et Ж", "Ã©, é"])("leaves %s alone", (text) => {
    expect(repairMojibake(text)).toBe(text);
  });

  it("undoes every such damage to text with a letter beyond ASCII", () => {
    const letters = fc.string({ unit: fc.constantFrom(..."aeiou éèàçùñœ’«»—–€"), minLength: 1 });

    fc.assert(
      fc.property(letters, (text) => {
        const damaged = mapC1Controls(Buffer.from(text).toString("latin1"));
        expect(repairMojibake(damaged)).toBe(text);
      }),
    );
  });
});
