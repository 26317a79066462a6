import { configPaths, readRuleSources } from "../lambdas/adapters/config-files.ts";
import { type Gazetteer, openGazetteer } from "../lambdas/core/gazetteer/gazetteer.ts";

/**
 * The gazetteer by its ids alone, for commands that resolve names and match nothing; `rules check` says what is wrong in it.
 * @throws {@link ConfigError} when a file or folder cannot be read
 */
export function openGazetteerFiles(folder?: string): Gazetteer {
  const paths = configPaths("config");
  const { gazetteerFiles } = readRuleSources({ rules: paths.rules, gazetteer: folder ?? paths.gazetteer });
  return openGazetteer(gazetteerFiles.flatMap((file) => file.entities));
}
