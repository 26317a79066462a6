import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { openArchive } from "../../../cli/archive-client.ts";
import { createSigner } from "../../../cli/sign-request.ts";

const KEYS = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };

afterEach(() => {
  for (const name of [...Object.keys(KEYS), "AWS_REGION"]) delete process.env[name];
});

describe("a signed request", () => {
  it("covers method, address, query and body: another one has another signature", async () => {
    Object.assign(process.env, KEYS);
    const sign = createSigner("eu-west-1");
    const request = {
      method: "POST",
      url: new URL("https://abc.execute-api.eu-west-1.amazonaws.com/machine/stories?q=M23&lang=fr"),
      headers: { "content-type": "application/json", "if-match": '"v1"' },
      body: "{}",
    };
    const changed = [
      request,
      { ...request, method: "PUT" },
      { ...request, body: "[]" },
      { ...request, url: new URL("?q=M23&lang=en", request.url) },
      { ...request, url: new URL("https://xyz.execute-api.eu-west-1.amazonaws.com/machine/stories?q=M23&lang=fr") },
    ];

    const signed = await Promise.all(changed.map(sign));

    const signatures = signed.map(({ authorization = "" }) => authorization.split("Signature=")[1]);
    expect(new Set(signatures).size).toBe(changed.length);
    expect(signed[0]?.authorization).toContain(
      "SignedHeaders=content-type;host;if-match;x-amz-content-sha256;x-amz-date",
    );
    expect(signed[0]).not.toHaveProperty("host");
  });
});

describe("the archive's address", () => {
  it("is taken from the outputs of a deployment", () => {
    const folder = mkdtempSync(join(tmpdir(), "kivuwatch-outputs-"));
    const file = join(folder, "outputs.json");
    const url = "https://abc.execute-api.eu-west-1.amazonaws.com/";
    writeFileSync(file, JSON.stringify({ KivuWatch: { ApiUrl: url, AlertTopicArn: "arn:aws:sns:x" } }));

    const { publicUrl } = openArchive({ url: "http://127.0.0.1:8787", outputs: file });

    rmSync(folder, { recursive: true });
    expect(publicUrl).toBe("https://abc.execute-api.eu-west-1.amazonaws.com");
  });

  it.each([
    [{ url: "nowhere" }, /--url nowhere: not an address/],
    [{ url: "https://desk.example", sign: true }, /--sign needs the region/],
  ])("is refused when it cannot be used: %j", (options, message) => {
    expect(() => openArchive(options)).toThrow(message);
  });
});
