/** `kivuwatch group`, as a process: stories in, the event of each out. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { MODEL_ITEM } from "../support/model-story.ts";

const TIMEOUT = 120_000;

const EN = { id: "en", lang: "en", title: MODEL_ITEM.title, summary: MODEL_ITEM.description, source: "Courier" };
const FR = {
  id: "fr",
  lang: "fr",
  title: "Est de la RDC : Blinken appelle Kagame au téléphone",
  summary:
    "Le secrétaire d'État américain et le président rwandais se sont entretenus de la crise sécuritaire, alors que le M23 et les FARDC s'affrontent à Kibumba et Buhumba, près de Goma.",
};
const ATTACK = {
  id: "attack",
  lang: "fr",
  title: "Nyiragongo : le M23 attaque les FARDC à Kibumba",
  summary: "Des affrontements ont éclaté lundi à Kibumba et vers Buhumba, au nord de Goma.",
};
const MOTORWAY = { title: "M23 closed southbound near Crawley after lorry fire", summary: "Drivers face delays." };

function startGroup() {
  const child = spawn(process.execPath, ["--import", "tsx", "cli/kivuwatch.ts", "group"]);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return {
    write: (line: unknown) => child.stdin.write(`${typeof line === "string" ? line : JSON.stringify(line)}\n`),
    async read(): Promise<{ id: string | null; event?: string; error?: string }> {
      const { value } = await lines.next();
      return JSON.parse(value);
    },
    end() {
      child.stdin.end();
      return ended;
    },
  };
}

describe("kivuwatch group", () => {
  it(
    "gives two languages of one event one id, an attack of that day another, and answers each line as it comes",
    async () => {
      const group = startGroup();
      const answers = [];
      for (const [index, story] of [EN, FR, ATTACK].entries()) {
        group.write({ ...story, published: `2023-05-15T1${index}:00:00Z` });
        answers.push(await group.read());
      }

      const status = await group.end();

      expect(status).toBe(0);
      expect(answers.map(({ id }) => id)).toEqual(["en", "fr", "attack"]);
      const [en, fr, attack] = answers.map(({ event }) => event);
      expect(en).toMatch(/^[0-9a-f]{32}$/);
      expect([fr === en, attack === en]).toEqual([true, false]);
    },
    TIMEOUT,
  );

  it(
    "gives a story that no rule wants an event of its own, and goes on after a bad line",
    async () => {
      const published = "2023-05-15T10:00:00Z";
      const group = startGroup();
      const lines = [
        { ...MOTORWAY, id: "m1", published },
        "{ not json",
        { ...MOTORWAY, id: "m2", published },
        { ...EN, published: "last week" },
        { id: 7, title: 8, published },
        "[]",
        { ...EN, id: 9, published },
        { id: "undated", title: EN.title },
        { published, title: EN.title },
        // Half a day before the story above, although it comes after it; then the story above once more.
        { ...FR, source: null, published: "2023-05-14T22:00:00Z" },
        { ...EN, id: 9, published },
        { id: "bare", title: EN.title, lang: null, summary: null, published },
      ];
      for (const line of lines) group.write(line);
      const answers = [];
      for (const _ of lines) answers.push(await group.read());

      const status = await group.end();

      expect(status).toBe(0);
      expect(answers.map(({ id }) => id)).toEqual([
        "m1",
        null,
        "m2",
        "en",
        "7",
        null,
        "9",
        "undated",
        null,
        "fr",
        "9",
        "bare",
      ]);
      expect(answers.map(({ error }) => error)).toEqual([
        undefined,
        expect.stringContaining("line 2: not JSON"),
        undefined,
        "line 4: published: is not a time such as 2023-05-15T18:00:00Z",
        expect.stringContaining("line 5: title: "),
        expect.stringContaining("line 6: the line: "),
        undefined,
        expect.stringContaining("line 8: published: "),
        expect.stringContaining("line 9: id: "),
        undefined,
        undefined,
        undefined,
      ]);
      expect([answers[9]?.event, answers[10]?.event]).toEqual([answers[6]?.event, answers[6]?.event]);
      expect(answers[11]?.event).toMatch(/^[0-9a-f]{32}$/);
      expect(answers[0]?.event).not.toBe(answers[2]?.event);
    },
    TIMEOUT,
  );
});
