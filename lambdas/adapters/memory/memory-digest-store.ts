import { type DigestEntry, type DigestSeal, entryKey } from "../../core/alerts/digest.ts";
import type { DigestStore, OpenWindow } from "../../core/ports.ts";
import type { EpochMs } from "../../core/time.ts";

interface Window {
  /** absent when it is closed */
  mark?: string;
  readonly entries: Map<string, DigestEntry>;
  readonly seals: Map<number, DigestSeal>;
}

/** Digests in memory, for tests and dry runs. */
export class MemoryDigestStore implements DigestStore {
  readonly #windows = new Map<EpochMs, Window>();

  async hold(entry: DigestEntry): Promise<void> {
    const window = this.#windowOf(entry.dueAt);
    const key = entryKey(entry);
    if (!window.entries.has(key)) window.entries.set(key, entry);
    window.mark = key;
  }

  async listOpen(): Promise<readonly OpenWindow[]> {
    const open = [...this.#windows].flatMap(([dueAt, { mark }]) => (mark === undefined ? [] : [{ dueAt, mark }]));
    return open.sort((a, b) => a.dueAt - b.dueAt);
  }

  async read(dueAt: EpochMs): Promise<{ entries: readonly DigestEntry[]; seals: readonly DigestSeal[] }> {
    const window = this.#windowOf(dueAt);
    const entries = [...window.entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
    return { entries, seals: [...window.seals.values()].sort((a, b) => a.number - b.number) };
  }

  async seal(seal: DigestSeal): Promise<boolean> {
    const { seals } = this.#windowOf(seal.dueAt);
    if (seals.has(seal.number)) return false;
    seals.set(seal.number, seal);
    return true;
  }

  async markSent(dueAt: EpochMs, number: number, at: EpochMs): Promise<void> {
    const { seals } = this.#windowOf(dueAt);
    const seal = seals.get(number);
    if (seal !== undefined) seals.set(number, { ...seal, sentAt: at });
  }

  async close({ dueAt, mark }: OpenWindow): Promise<boolean> {
    const window = this.#windowOf(dueAt);
    if (window.mark !== mark) return false;
    window.mark = undefined;
    return true;
  }

  #windowOf(dueAt: EpochMs): Window {
    const known = this.#windows.get(dueAt);
    if (known !== undefined) return known;
    const made: Window = { entries: new Map(), seals: new Map() };
    this.#windows.set(dueAt, made);
    return made;
  }
}
