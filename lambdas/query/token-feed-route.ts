/**
 * `GET /feed/{token}.atom`, `.rss` and `.json`: the one saved search of a feed token, for readers that cannot sign in. The
 * one public route that tells anything. Whatever is wrong is the same 404: a token that never was, one that is revoked, a
 * form that there is not, a filter beside it.
 */
import { createRoute, z } from "@hono/zod-openapi";
import { type FeedToken, feedTokenId, hashFeedToken } from "../core/archive/feed-token.ts";
import type { RuleSnapshot } from "../core/ports.ts";
import { searchStories } from "../core/stories/search-stories.ts";
import { CREDENTIAL, FEED_PREFIX } from "./access-rules.ts";
import { NOT_FOUND, textAnswer, UNAVAILABLE } from "./answers.ts";
import { contentTypeOf, type FormatName, listFormats } from "./list-format.ts";
import { ProblemError } from "./problem.ts";
import type { QueryApp } from "./query-app.ts";
import type { QueryDependencies } from "./query-dependencies.ts";
import { readSavedSearch } from "./saved-search.ts";
import { exportStories } from "./story-exports.ts";

const ENDINGS: Partial<Record<FormatName, string>> = { atom: ".atom", rss: ".rss", "json-feed": ".json" };

/** The forms that feed readers take, and what stands behind the token for each. */
export const TOKEN_FEED_FORMATS = listFormats("atom", "rss", "json-feed").map((format) => ({
  ...format,
  ending: ENDINGS[format.name] ?? "",
}));

const feedRoute = createRoute({
  method: "get",
  path: `${FEED_PREFIX}{file}`,
  summary: "The one search of a feed token, for feed readers",
  description: `The token and the form: ${TOKEN_FEED_FORMATS.map(({ ending }) => `TOKEN${ending}`).join(", ")}. Takes no parameters.`,
  security: [],
  [CREDENTIAL]: "feed-token",
  request: {
    params: z.object({
      file: z.string().openapi({ param: { name: "file", in: "path" }, example: `${"A".repeat(43)}.atom` }),
    }),
  },
  responses: {
    200: {
      description: "the newest stories of the search",
      content: Object.fromEntries(TOKEN_FEED_FORMATS.map(({ mediaType }) => [mediaType, { schema: z.string() }])),
    },
    304: textAnswer("", "text/plain")[304],
    ...NOT_FOUND,
    ...UNAVAILABLE,
  },
});

export function addTokenFeedRoute(
  app: QueryApp,
  deps: QueryDependencies,
  currentRules: () => Promise<RuleSnapshot>,
): void {
  app.openapi(feedRoute, async (c) => {
    const { file } = c.req.valid("param");
    const { origin, pathname, search } = new URL(c.req.url);
    const format = TOKEN_FEED_FORMATS.find(({ ending }) => file.endsWith(ending));
    if (format === undefined || search !== "") throw noSuchFeed();
    const token = await findToken(file.slice(0, -format.ending.length), deps);
    if (token === undefined) throw noSuchFeed();
    const now = deps.now();
    const ruleIds = (await currentRules()).rules.map((rule) => rule.id);
    const question = readLater(token.search, { gazetteer: deps.gazetteer, ruleIds, now });
    const { stories } = await searchStories(deps, question.search, now);
    const text = exportStories(format.name, stories, {
      channel: {
        title: `KivuWatch: ${token.name}`,
        description: `News about the Eastern DRC that the desk's rules matched, newest first: ${token.search || "all"}`,
        selfUrl: `${origin}${pathname}`,
        homeUrl: `${origin}/stories`,
      },
      gazetteer: deps.gazetteer,
      hasByteOrderMark: false,
    });
    return c.body(text, 200, { "Content-Type": contentTypeOf(format) });
  });
}

/** The id is the beginning of the hash, so the whole of it is compared. Both are hashes: their timing tells nothing. */
async function findToken(secret: string, deps: QueryDependencies): Promise<FeedToken | undefined> {
  const hash = hashFeedToken(secret);
  if (hash === undefined) return undefined;
  const token = await deps.feedTokens.get(feedTokenId(hash));
  return token?.hash === hash && token.revoked === undefined ? token : undefined;
}

/** The search was good when it was saved; a rule or place of it may be gone since. */
function readLater(text: string, context: Parameters<typeof readSavedSearch>[1]) {
  try {
    return readSavedSearch(text, context).question;
  } catch (error) {
    if (error instanceof ProblemError) throw noSuchFeed();
    throw error;
  }
}

function noSuchFeed(): ProblemError {
  return new ProblemError(404, "E_FEED", "there is no such feed: ask whoever gave you its address for a new one");
}
