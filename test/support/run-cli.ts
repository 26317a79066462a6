/** Runs the operator's command in a process of its own, as `npm run kivuwatch` does. */
import { spawn } from "node:child_process";

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param input - for stdin, which then ends */
export async function runCli(args: readonly string[], input = ""): Promise<Ended> {
  const child = spawn(process.execPath, ["--import", "tsx", "cli/kivuwatch.ts", ...args]);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.stdin.end(input);
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { status, stdout, stderr };
}
