/** The stack as CloudFormation would get it, for the tests beside this file: the repository's own context, nothing bundled. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { buildApp } from "../../infra/build-app.ts";
import type { KivuWatchStack } from "../../infra/kivuwatch-stack.ts";
import { parseDesk } from "../../lambdas/core/desk.ts";

export const PROJECT_ROOT = join(import.meta.dirname, "../..");

export interface SynthesisOptions {
  /** text of desk.yaml @default all defaults */
  readonly desk?: string;
  /** @default false */
  readonly chat?: boolean;
  /** spoils the stack before it is synthesized @default leaves it alone */
  readonly change?: (stack: KivuWatchStack) => void;
}

/** A resource of a template, as CloudFormation writes it: its properties are anybody's. */
export interface CfnResource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the assertions of aws-cdk-lib are typed so, too
  readonly Properties: Readonly<Record<string, any>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** @throws the findings, when cdk-nag has any */
export function synthesize(options: SynthesisOptions = {}): { stack: KivuWatchStack; template: Template } {
  const outdir = mkdtempSync(join(tmpdir(), "kivuwatch-synth-"));
  // CloudFormation's own rules take seconds to load; the test of infra/app.ts runs them once.
  process.env.CDK_VALIDATION = "false";
  try {
    const app = new App({
      outdir,
      analyticsReporting: false,
      context: { ...cdkContext(), "aws:cdk:bundling-stacks": [] },
    });
    const desk = parseDesk(options.desk ?? "", "desk.yaml");
    const stack = buildApp(app, { desk, projectRoot: PROJECT_ROOT, chat: options.chat });
    options.change?.(stack);
    return { stack, template: Template.fromStack(stack) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** All resources of a type, by logical id. */
export function resourcesOf(template: Template, type: string): Readonly<Record<string, CfnResource>> {
  // findResources is typed as a bag of anything; a template's resources have this shape.
  return template.findResources(type) as Record<string, CfnResource>;
}

/** The one resource of a type whose logical id begins so. */
export function resourceNamed(template: Template, type: string, prefix: string): CfnResource & { readonly id: string } {
  const found = Object.entries(resourcesOf(template, type)).filter(([id]) => id.startsWith(prefix));
  const [first] = found;
  if (!first || found.length > 1) throw new Error(`${found.length} resources of ${type} begin with ${prefix}`);
  return { id: first[0], ...first[1] };
}

function cdkContext(): Record<string, unknown> {
  return JSON.parse(readFileSync(join(PROJECT_ROOT, "cdk.json"), "utf8")).context;
}
