import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lockDataFolder } from "../../../infra/local/data-lock.ts";
import { parseStartOptions } from "../../../infra/local/start-options.ts";

describe("the arguments of npm start", () => {
  it("default to a watching run on port 8787 with state in .kivuwatch", () => {
    const options = parseStartOptions([]);

    expect(options).toMatchObject({
      isOnce: false,
      isOffline: false,
      port: 8787,
      dataDir: ".kivuwatch",
      rulesDir: join("config", "rules"),
    });
  });

  it("take every option of one cycle", () => {
    const options = parseStartOptions([
      "--once",
      "--json",
      "--offline",
      "--allow-host",
      "127.0.0.1:8080",
      "--allow-host=LOCALHOST:9",
      "--at",
      "2023-05-15T18:00:00Z",
    ]);

    expect(options).toMatchObject({
      isOnce: true,
      isJson: true,
      isOffline: true,
      allowedHosts: ["127.0.0.1:8080", "localhost:9"],
      at: Date.UTC(2023, 4, 15, 18),
    });
  });

  it.each([
    ["2023-05-15", Date.UTC(2023, 4, 15)],
    ["2023-05-15T20:00", Date.UTC(2023, 4, 15, 20)],
    ["2023-05-15T20:00:00+02:00", Date.UTC(2023, 4, 15, 18)],
  ])("read --at %s as that instant, in UTC where no zone is given", (text, at) => {
    expect(parseStartOptions(["--at", text]).at).toBe(at);
  });

  it.each([
    [["--at", "yesterday"], /--at yesterday: not a time such as/],
    [["--at", "2023-13-45"], /--at 2023-13-45/],
    [["--port", "70000"], /--port 70000/],
    [["--port", "http"], /--port http/],
    [["--allow-host", "localhost"], /write HOST:PORT/],
    [["--feeds", "/nowhere/feeds.opml"], /--feeds \/nowhere\/feeds\.opml: no such file/],
    [["--rules", "/nowhere"], /--rules \/nowhere: no such folder/],
    [["--json"], /--json goes with --once/],
    [["--onec"], /--onec/],
    [["stray"], /stray/],
  ])("say what is wrong with %j", (args, message) => {
    expect(() => parseStartOptions(args)).toThrow(message);
  });
});

describe("the data folder", () => {
  it("is held by one process at a time", () => {
    const folder = mkdtempSync(join(tmpdir(), "kivuwatch-"));
    const unlock = lockDataFolder(folder);

    expect(() => lockDataFolder(folder)).toThrow(new RegExp(`process ${process.pid} uses this data folder`));
    unlock();

    lockDataFolder(folder)();
  });

  it("is taken over from a process that is gone", () => {
    const folder = mkdtempSync(join(tmpdir(), "kivuwatch-"));
    writeFileSync(join(folder, "lock"), "999999999");

    const unlock = lockDataFolder(folder);

    unlock();
  });

  it("that cannot be made is named", () => {
    const file = join(mkdtempSync(join(tmpdir(), "kivuwatch-")), "file");
    writeFileSync(file, "");

    expect(() => lockDataFolder(join(file, "data"))).toThrow(/--data .*cannot be used/);
  });
});
