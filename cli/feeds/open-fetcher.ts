import { existsSync } from "node:fs";
import { configPaths, readDeskFile } from "../../lambdas/adapters/config-files.ts";
import { HttpFeedFetcher } from "../../lambdas/adapters/http/http-feed-fetcher.ts";
import { parseDesk } from "../../lambdas/core/desk.ts";
import { ConfigError } from "../../lambdas/core/errors.ts";

/** @param allowHosts - `HOST:PORT` of servers at private addresses or unusual ports @throws {@link ConfigError} */
export function openFetcher(allowHosts: readonly string[]): HttpFeedFetcher {
  for (const host of allowHosts)
    if (!/^[^\s/:]+:\d{1,5}$|^\[[\da-f:.]+\]:\d{1,5}$/i.test(host))
      throw new ConfigError(`--allow-host ${host}: expected HOST:PORT such as 127.0.0.1:8080`);
  const { desk: file } = configPaths("config");
  const { contactUrl } = existsSync(file) ? readDeskFile(file) : parseDesk("", file);
  return new HttpFeedFetcher({ contactUrl, allowHosts });
}
