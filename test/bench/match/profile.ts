/** Where the time goes, by V8's sampling profiler: the functions that themselves take most of it. */
import { Session } from "node:inspector/promises";
import { processorMs } from "./measure.ts";

export interface ProfileLine {
  readonly name: string;
  /** of the samples, 0 to 1 */
  readonly share: number;
}

const INTERVAL_US = 250;
const LINES = 6;

/** Run work again and again for a while. @param ms - of processor time */
export async function profile(work: () => void, ms: number): Promise<readonly ProfileLine[]> {
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: INTERVAL_US });
    await session.post("Profiler.start");
    for (const start = processorMs(); processorMs() - start < ms; ) work();
    const { profile: samples } = await session.post("Profiler.stop");
    const names = new Map(samples.nodes.map(({ id, callFrame }) => [id, callFrame.functionName || "(anonymous)"]));
    const counts = new Map<string, number>();
    for (const id of samples.samples ?? []) {
      const name = names.get(id) ?? "(unknown)";
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const all = samples.samples?.length ?? 1;
    const lines = [...counts].map(([name, count]) => ({ name, share: count / all }));
    return lines.sort((a, b) => b.share - a.share).slice(0, LINES);
  } finally {
    session.disconnect();
  }
}
