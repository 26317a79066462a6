import { describe, expect, it } from "vitest";
import type { AlertPublisher } from "../../../lambdas/core/ports.ts";
import { hexOf, sampleAlert } from "../../support/samples.ts";
import type { ContractSubject } from "./contract-subject.ts";

/** A publisher and the other end of it. */
export interface AlertPublisherProbe {
  readonly publisher: AlertPublisher;
  /** ids of the alerts that a desk received, in no order */
  receiveIds(): Promise<readonly string[]>;
}

/** What every AlertPublisher promises. @param subject - opens a publisher that has published nothing */
export function describeAlertPublisher(subject: ContractSubject<AlertPublisherProbe>): void {
  describe(`AlertPublisher on ${subject.name}`, () => {
    it("has an alert accepted once it resolves", async () => {
      const { publisher, receiveIds } = await subject.open();

      await publisher.publish(sampleAlert({ id: hexOf(1) }));
      await publisher.publish(sampleAlert({ id: hexOf(2) }));

      expect([...(await receiveIds())].sort()).toStrictEqual([hexOf(1), hexOf(2)]);
    });
  });
}
