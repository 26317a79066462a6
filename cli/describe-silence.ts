import { isActive, type Silence } from "../lambdas/core/alerts/silence.ts";
import type { EpochMs } from "../lambdas/core/time.ts";

/** One line for a list: id, state, what, until when, by whom and why. */
export function describeForOperator({ id, target, why, by, until, lifted }: Silence, now: EpochMs): string {
  const end = lifted === undefined ? `until ${minute(until)}` : `lifted ${minute(lifted.at)} by ${lifted.by}`;
  return `${id}  ${stateOf({ until, lifted }, now).padEnd(6)}  ${target.kind} ${target.id}  ${end}  ${by}: ${why}`;
}

/** The same for programs, with its state. */
export function silenceForPrograms(silence: Silence, now: EpochMs) {
  const { createdAt, until, lifted } = silence;
  return {
    ...silence,
    state: stateOf(silence, now),
    isActive: isActive(silence, now),
    createdAt: new Date(createdAt).toISOString(),
    until: new Date(until).toISOString(),
    lifted: lifted && { ...lifted, at: new Date(lifted.at).toISOString() },
  };
}

function stateOf({ until, lifted }: Pick<Silence, "until" | "lifted">, now: EpochMs): "active" | "over" | "lifted" {
  if (lifted !== undefined) return "lifted";
  return now < until ? "active" : "over";
}

function minute(at: EpochMs): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}
