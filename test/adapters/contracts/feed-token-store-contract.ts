import { describe, expect, it } from "vitest";
import { type FeedToken, feedTokenId } from "../../../lambdas/core/archive/feed-token.ts";
import type { FeedTokenStore } from "../../../lambdas/core/ports.ts";
import { NOW } from "../../support/samples.ts";
import type { ContractSubject } from "./contract-subject.ts";

function sampleToken(more: Partial<FeedToken> = {}): FeedToken {
  const hash = more.hash ?? "ff".repeat(32);
  return {
    id: feedTokenId(hash),
    hash,
    name: "News room",
    search: "lang=fr&rule=m23",
    createdBy: "amina",
    createdAt: NOW,
    ...more,
  };
}

/** What every FeedTokenStore promises. @param subject - opens an empty store */
export function describeFeedTokenStore(subject: ContractSubject<FeedTokenStore>): void {
  describe(`FeedTokenStore on ${subject.name}`, () => {
    it("gives back what was added, by its id", async () => {
      const store = await subject.open();

      const isAdded = await store.add(sampleToken());

      expect(isAdded).toBe(true);
      expect(await store.get(sampleToken().id)).toEqual(sampleToken());
      expect(await store.get("0".repeat(12))).toBeUndefined();
    });

    it("adds no second one of the same id", async () => {
      const store = await subject.open();
      await store.add(sampleToken());

      const isAdded = await store.add(sampleToken({ name: "Other" }));

      expect(isAdded).toBe(false);
      expect((await store.list(10)).map(({ name }) => name)).toEqual(["News room"]);
    });

    it("lists all, as many as wanted", async () => {
      const store = await subject.open();
      for (const digits of ["00", "7f", "ff"]) await store.add(sampleToken({ hash: digits.repeat(32) }));

      const [all, two] = [await store.list(10), await store.list(2)];

      expect(all.map(({ id }) => id).sort()).toEqual(["00", "7f", "ff"].map((digits) => digits.repeat(6)));
      expect(two).toHaveLength(2);
    });

    it("revokes once, and keeps who did it", async () => {
      const store = await subject.open();
      const { id } = sampleToken();
      await store.add(sampleToken());

      const revoked = await store.revoke(id, "bahati", NOW + 1);
      const again = await store.revoke(id, "amina", NOW + 2);

      expect(revoked).toEqual(sampleToken({ revoked: { by: "bahati", at: NOW + 1 } }));
      expect(again).toBeUndefined();
      expect(await store.get(id)).toEqual(revoked);
    });

    it("revokes nothing that does not exist", async () => {
      const store = await subject.open();

      expect(await store.revoke("0".repeat(12), "amina", NOW)).toBeUndefined();
      expect(await store.list(10)).toEqual([]);
    });
  });
}
