/** The CDK app with its guards: cdk-nag's AwsSolutions and Serverless packs, which fail the synthesis on any finding. */
import { type App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { KivuWatchStack, type KivuWatchStackProps } from "./kivuwatch-stack.ts";

/** Put the one stack into the app, under guard. */
export function buildApp(app: App, props: KivuWatchStackProps): KivuWatchStack {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return new KivuWatchStack(app, "KivuWatch", props);
}
