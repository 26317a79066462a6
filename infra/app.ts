/**
 * What `cdk` runs: config/desk.yaml in, the cloud assembly out. Two choices of the command line:
 * `-c desk=config/desk-dev.yaml` names another desk file, for a second stage; `-c chat=true` adds the chat topic.
 */
import { join, relative, resolve } from "node:path";
import { App } from "aws-cdk-lib";
import { readDeskFile } from "../lambdas/adapters/config-files.ts";
import { ConfigError } from "../lambdas/core/errors.ts";
import { buildApp } from "./build-app.ts";

const projectRoot = join(import.meta.dirname, "..");

try {
  const app = new App();
  const deskFile = resolve(projectRoot, String(app.node.tryGetContext("desk") ?? "config/desk.yaml"));
  buildApp(app, {
    desk: readDeskFile(relative(process.cwd(), deskFile)),
    projectRoot,
    chat: app.node.tryGetContext("chat") === "true",
  });
  app.synth();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  // A YAML error goes on with an excerpt; its first line has the place already.
  console.error(`kivuwatch: ${error.message.split("\n", 1)[0]}`);
  // Not exitCode: the App would synthesize what there is of it when the process ends by itself.
  process.exit(1);
}
