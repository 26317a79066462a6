import { POLL_INTERVALS } from "../../lambdas/core/desk.ts";
import { ConfigError } from "../../lambdas/core/errors.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { monthlyCosts, TYPICAL } from "../costs/monthly-costs.ts";
import { PRICES, PRICES_AS_OF } from "../costs/prices.ts";

/** What a deployment would cost. */
export const costsCommand: Command = {
  usage: `Usage: kivuwatch costs [--feeds N] [--poll-minutes N] [--json]

Estimates a month's bill (default: 100 feeds every 15 minutes) from the requests that the code makes and list prices
(${PRICES_AS_OF}). Assumes 20 new entries a feed and day, of which 2 % match, 10 people who ask 10,000
times and 5 feed readers that ask every half hour.
`,
  async run(args) {
    const { values } = parseCommandArgs({
      args: [...args],
      options: {
        feeds: { type: "string", default: "100" },
        "poll-minutes": { type: "string", default: "15" },
        json: { type: "boolean" },
      },
    });
    const feeds = Number(values.feeds);
    const pollMinutes = Number(values["poll-minutes"]);
    if (!Number.isInteger(feeds) || feeds < 1 || feeds > 1_000_000) {
      throw new ConfigError(`--feeds ${values.feeds}: a whole number from 1 to 1000000`);
    }
    if (!POLL_INTERVALS.some((interval) => interval === pollMinutes)) {
      throw new ConfigError(`--poll-minutes ${values["poll-minutes"]}: one of ${POLL_INTERVALS.join(", ")}`);
    }
    const lines = monthlyCosts({ ...TYPICAL, feeds, pollMinutes });
    const total = lines.reduce((sum, line) => sum + line.dollars, 0);
    const afterFreeTier = lines.reduce((sum, line) => sum + line.dollarsAfterFreeTier, 0);
    if (values.json === true) {
      process.stdout.write(
        `${JSON.stringify({ feeds, pollMinutes, asOf: PRICES_AS_OF, total, afterFreeTier, lines })}\n`,
      );
      return 0;
    }
    for (const { key, units, dollars, dollarsAfterFreeTier } of lines) {
      const amounts = `${money(dollars)} ${money(dollarsAfterFreeTier)}`;
      process.stdout.write(
        `${amounts}  ${key.padEnd(22)} ${units.toLocaleString("en", { maximumSignificantDigits: 3 })} x ${PRICES[key].unit}\n`,
      );
    }
    process.stdout.write(`${money(total)} ${money(afterFreeTier)}  a month, without and with the free tier\n`);
    process.stdout.write(`${feeds} feeds every ${pollMinutes} minutes; prices: ${PRICES_AS_OF}\n`);
    return 0;
  },
};

function money(dollars: number): string {
  return `$${dollars.toFixed(2)}`.padStart(8);
}
