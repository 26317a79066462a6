import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scoreVerdicts, type Verdict } from "../../../lambdas/core/evaluation/score.ts";

const verdicts = fc.array(fc.record({ isWanted: fc.boolean(), isMatched: fc.boolean() }), { maxLength: 60 });

describe("scoreVerdicts", () => {
  test("counts the four outcomes and gives precision, recall and F1", () => {
    const judged: readonly Verdict[] = [
      ...Array.from({ length: 6 }, () => ({ isWanted: true, isMatched: true })),
      ...Array.from({ length: 4 }, () => ({ isWanted: true, isMatched: false })),
      ...Array.from({ length: 2 }, () => ({ isWanted: false, isMatched: true })),
      ...Array.from({ length: 5 }, () => ({ isWanted: false, isMatched: false })),
    ];

    const score = scoreVerdicts(judged);

    expect(score).toMatchObject({ hits: 6, misses: 4, falseAlarms: 2, rejections: 5, precision: 0.75, recall: 0.6 });
    expect(score.f1).toBeCloseTo(2 / 3, 10);
  });

  test("calls silence precise when nothing was wanted", () => {
    const score = scoreVerdicts([{ isWanted: false, isMatched: false }]);

    expect(score).toMatchObject({ precision: 1, recall: 1, f1: 1 });
  });

  test("gives F1 zero when everything was judged wrongly", () => {
    const score = scoreVerdicts([
      { isWanted: true, isMatched: false },
      { isWanted: false, isMatched: true },
    ]);

    expect(score).toMatchObject({ precision: 0, recall: 0, f1: 0 });
  });

  test("loses no verdict, and F1 lies between precision and recall", () => {
    fc.assert(
      fc.property(verdicts, (judged) => {
        const score = scoreVerdicts(judged);

        expect(score.hits + score.misses + score.falseAlarms + score.rejections).toBe(judged.length);
        expect(score.f1).toBeGreaterThanOrEqual(Math.min(score.precision, score.recall) - 1e-12);
        expect(score.f1).toBeLessThanOrEqual(Math.max(score.precision, score.recall) + 1e-12);
      }),
    );
  });
});
