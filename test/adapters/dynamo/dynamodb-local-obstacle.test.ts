import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { dynamodbLocalObstacle } from "../../support/dynamodb-local-server.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kivuwatch-java-"));
  vi.stubEnv("PATH", folder);
  vi.stubEnv("JAVA_HOME", undefined);
  vi.stubEnv("CI", undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function installJava(version: string): void {
  const file = join(folder, "java");
  writeFileSync(file, `#!/bin/sh\necho 'openjdk version "${version}" 2025-04-15' >&2\n`);
  chmodSync(file, 0o755);
}

describe("dynamodbLocalObstacle", () => {
  it.each([
    ["1.8.0_402", "found Java 1"],
    ["11.0.22", "found Java 11"],
  ])("names Java %s as the reason to skip", (version, reason) => {
    installJava(version);

    const obstacle = dynamodbLocalObstacle();

    expect(obstacle).toContain(reason);
  });

  it("names the absence of Java as the reason to skip", () => {
    const obstacle = dynamodbLocalObstacle();

    expect(obstacle).toContain("found no Java");
  });

  it.each(["17.0.15", "21", "24-ea"])("has nothing against Java %s", (version) => {
    installJava(version);

    const obstacle = dynamodbLocalObstacle();

    expect(obstacle).toBeUndefined();
  });

  it("is a failure in CI", () => {
    vi.stubEnv("CI", "true");

    expect(() => dynamodbLocalObstacle()).toThrow("CI must have it");
  });
});
