import { KivuWatchError, messageOf } from "../../core/errors.ts";

/** SNS did not take an alert. The story stays in the outbox, so that the next run tries again. */
export class PublishError extends KivuWatchError {
  constructor(alertId: string, topicArn: string, cause: unknown) {
    super("E_PUBLISH", `alert ${alertId} was not taken by ${topicArn}: ${messageOf(cause)}`, { cause });
  }
}
