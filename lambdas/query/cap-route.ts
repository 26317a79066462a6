/** One event as a CAP 1.2 message: `GET /events/{id}/cap.xml`. */
import { createRoute } from "@hono/zod-openapi";
import { writeCap } from "../core/archive/export/cap.ts";
import { BAD_REQUEST, NOT_FOUND, textAnswer, UNAVAILABLE } from "./answers.ts";
import { ProblemError } from "./problem.ts";
import type { QueryApp } from "./query-app.ts";
import type { QueryDependencies } from "./query-dependencies.ts";
import { idParameterSchema, noQuerySchema } from "./query-parameters.ts";

export const CAP_TYPE = "application/cap+xml";

const capRoute = createRoute({
  method: "get",
  path: "/events/{id}/cap.xml",
  summary: "One event as a Common Alerting Protocol 1.2 message",
  request: { params: idParameterSchema, query: noQuerySchema },
  responses: { ...textAnswer("the message", CAP_TYPE), ...BAD_REQUEST, ...NOT_FOUND, ...UNAVAILABLE },
});

export function addCapRoute(app: QueryApp, deps: QueryDependencies): void {
  app.openapi(capRoute, async (c) => {
    const { id } = c.req.valid("param");
    const event = await deps.events.get(id);
    // DynamoDB deletes expired items within days, not at once.
    if (event === undefined || event.expiresAt <= deps.now()) {
      throw new ProblemError(404, "E_EVENT", `there is no event ${id}: GET /events lists the recent ones`);
    }
    const text = writeCap(event, (entityId) => deps.gazetteer.get(entityId));
    return c.body(text, 200, { "Content-Type": `${CAP_TYPE}; charset=utf-8` });
  });
}
