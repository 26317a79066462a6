import { describe, expect, it } from "vitest";
import {
  afterDocument,
  afterNotModified,
  MAX_IGNORED,
  validatorsToSend,
} from "../../../lambdas/core/feeds/conditional-request.ts";
import { HOUR_MS, MINUTE_MS } from "../../../lambdas/core/time.ts";

const NOW = Date.parse("2026-11-24T10:00:00Z");
const ETAG = { etag: '"1"' };

describe("validatorsToSend", () => {
  it("leaves them out in about one of a hundred hours, another for each feed", () => {
    const hours = (feedId: string) =>
      Array.from({ length: 10_000 }, (_, hour) => hour).filter(
        (hour) => validatorsToSend(feedId, { validators: ETAG }, NOW + hour * HOUR_MS).etag === undefined,
      );
    const [one, other] = [hours("one"), hours("other")];

    expect(one.length).toBeGreaterThan(60);
    expect(one.length).toBeLessThan(140);
    expect(one).not.toEqual(other);
  });

  it("decides the same for every minute of an hour", () => {
    for (let hour = 0; hour < 500; hour++) {
      const at = NOW + hour * HOUR_MS;
      expect(validatorsToSend("f", { validators: ETAG }, at + 59 * MINUTE_MS)).toEqual(
        validatorsToSend("f", { validators: ETAG }, at),
      );
    }
  });
});

describe("afterDocument", () => {
  it("drops the validators of a server that ignores them ten times in a row", () => {
    let state: ReturnType<typeof afterDocument> = { validators: ETAG };
    const kept: boolean[] = [];
    for (let poll = 0; poll < MAX_IGNORED + 5; poll++) {
      state = afterDocument(state, state.validators, { etag: `"${poll}"` }, true);
      kept.push(state.validators.etag !== undefined);
    }

    expect(kept.filter(Boolean)).toHaveLength(MAX_IGNORED - 1);
    expect(kept.slice(-6)).toEqual(Array(6).fill(false));
  });

  it("counts neither a new document nor a request without validators", () => {
    const state = { validators: ETAG, ignoredValidators: 4 };

    expect(afterDocument(state, ETAG, ETAG, false).ignoredValidators).toBe(4);
    expect(afterDocument(state, {}, ETAG, true).ignoredValidators).toBe(4);
    expect(afterDocument(state, ETAG, ETAG, true).ignoredValidators).toBe(5);
  });

  it("forgets all when the server answers 304 after all", () => {
    expect(afterNotModified(ETAG)).toEqual({ validators: ETAG, ignoredValidators: undefined });
  });
});
