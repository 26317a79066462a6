/** Guesses at how often a part of a query holds and what asking costs, to ask first what most likely settles it. */
import type { QueryNode } from "../rules/ast.ts";

export interface Estimate {
  /** share of stories in which it holds */
  readonly frequency: number;
  /** in lookups of a word */
  readonly cost: number;
}

/** @param frequencyOf - of leaves and entities */
export function estimate(node: QueryNode, frequencyOf: (node: QueryNode) => number): Estimate {
  switch (node.kind) {
    case "leaf":
      return { frequency: frequencyOf(node), cost: /[*?]/.test(node.text) ? 30 : 1 };
    case "entity":
      return { frequency: frequencyOf(node), cost: 2 };
    case "filter":
      return { frequency: 0.3, cost: 2 };
    case "not": {
      const { frequency, cost } = estimate(node.operand, frequencyOf);
      return { frequency: 1 - frequency, cost };
    }
    case "field": {
      const { frequency, cost } = estimate(node.operand, frequencyOf);
      return { frequency: frequency / 2, cost };
    }
    case "near": {
      const [left, right] = [estimate(node.left, frequencyOf), estimate(node.right, frequencyOf)];
      return { frequency: left.frequency * right.frequency, cost: 10 * (left.cost + right.cost) };
    }
    case "atleast": {
      const { frequency, cost } = estimate(node.operand, frequencyOf);
      return { frequency: frequency ** node.count, cost: 10 * cost };
    }
    case "and": {
      const parts = node.operands.map((operand) => estimate(operand, frequencyOf));
      return { frequency: parts.reduce((all, part) => all * part.frequency, 1), cost: sumOfCosts(parts) };
    }
    case "or": {
      const parts = node.operands.map((operand) => estimate(operand, frequencyOf));
      return {
        frequency: Math.min(
          1,
          parts.reduce((sum, part) => sum + part.frequency, 0),
        ),
        cost: sumOfCosts(parts),
      };
    }
    case "any": {
      const parts = node.operands.map((operand) => estimate(operand, frequencyOf));
      const mean = parts.reduce((sum, part) => sum + part.frequency, 0) / parts.length;
      return { frequency: Math.min(1, mean), cost: sumOfCosts(parts) };
    }
  }
}

function sumOfCosts(parts: readonly Estimate[]): number {
  return parts.reduce((sum, part) => sum + part.cost, 0);
}

/** In the order that most likely settles an AND (`all`) or an OR (`one`) with the least work. */
export function inBestOrder(
  nodes: readonly QueryNode[],
  settles: "all" | "one",
  frequencyOf: (node: QueryNode) => number,
): readonly QueryNode[] {
  const ranked = nodes.map((node) => {
    const { frequency, cost } = estimate(node, frequencyOf);
    const settled = settles === "all" ? 1 - frequency : frequency;
    return { node, rank: cost / Math.max(settled, 1e-6) };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ node }) => node);
}
