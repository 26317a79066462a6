import { KivuWatchError, messageOf } from "../../core/errors.ts";

/** SNS did not take an alert or a digest, which stays open: the next run tries again. */
export class PublishError extends KivuWatchError {
  /** @param what - e.g. `alert 0123…` */
  constructor(what: string, topicArn: string, cause: unknown) {
    super("E_PUBLISH", `${what} was not taken by ${topicArn}: ${messageOf(cause)}`, { cause });
  }
}
