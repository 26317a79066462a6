import { isActive, type Silence } from "../../core/alerts/silence.ts";
import type { SilenceStore } from "../../core/ports.ts";
import type { EpochMs } from "../../core/time.ts";

/** Silences in memory, for tests and dry runs. */
export class MemorySilenceStore implements SilenceStore {
  readonly #silences = new Map<string, Silence>();

  async add(silence: Silence): Promise<boolean> {
    const key = keyOf(silence);
    if (this.#silences.has(key)) return false;
    this.#silences.set(key, silence);
    return true;
  }

  async listActive(now: EpochMs): Promise<readonly Silence[]> {
    return [...this.#silences.values()].filter((silence) => isActive(silence, now)).sort(byEnd);
  }

  async list(limit: number): Promise<readonly Silence[]> {
    return [...this.#silences.values()].sort(byEnd).reverse().slice(0, limit);
  }

  async lift(id: string, by: string, at: EpochMs): Promise<Silence | undefined> {
    const silence = (await this.listActive(at)).find((each) => each.id === id);
    if (silence === undefined) return undefined;
    const lifted = { ...silence, lifted: { by, at } };
    this.#silences.set(keyOf(silence), lifted);
    return lifted;
  }
}

function keyOf({ until, id }: Silence): string {
  return `${String(until).padStart(15, "0")}#${id}`;
}

function byEnd(a: Silence, b: Silence): number {
  return keyOf(a) < keyOf(b) ? -1 : 1;
}
