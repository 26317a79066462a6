/**
 * The metrics that the functions emit (EMF) and the alarms read. CloudWatch bills by name and dimensions after the first
 * ten: each name is emitted by one function only, under the one dimension `service`.
 */

/** The four functions, each with its folder under lambdas/. */
export type FunctionName = "dispatch" | "collect" | "alert" | "query";

/**
 * CloudWatch namespace of a deployment. Two stages may share an account and must not add up to one figure, so every stage
 * but `prod` has its own.
 */
export function metricsNamespace(stage: string): string {
  return stage === "prod" ? "KivuWatch" : `KivuWatch-${stage}`;
}

/** Who emits which metric; the function's name is also the value of `service`, here and in every log line. */
export const METRICS = {
  LedgerDifferences: "dispatch",
  FeedsPolled: "collect",
  FeedsFailed: "collect",
  StoriesStored: "collect",
  StoriesMatched: "collect",
  AlertsPublished: "alert",
  OldestOpenAgeSeconds: "alert",
} as const satisfies Readonly<Record<string, FunctionName>>;
