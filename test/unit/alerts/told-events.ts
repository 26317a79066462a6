/** Tellings and events as the tests of grouping make them. */
import type { NewsEvent } from "../../../lambdas/core/alerts/event.ts";
import { type ProfiledText, profileOf } from "../../../lambdas/core/alerts/event-grouping.ts";
import { sampleEvent } from "../../support/samples.ts";

export const MONDAY = Date.UTC(2023, 4, 15, 18);

export interface Told extends ProfiledText {
  readonly lang: string;
}

export function eventOf(told: Told, at: number): NewsEvent {
  return sampleEvent({
    createdAt: at,
    lastStoryAt: at,
    title: told.title,
    profile: profileOf(told),
    stories: [
      {
        storyId: "s",
        contentHash: "c",
        title: told.title,
        source: "Agence",
        lang: told.lang,
        publishedAt: at,
        decision: { kind: "new", reason: "first", at },
      },
    ],
  });
}
