import type { HealthRecord } from "../../core/feeds/judge-health.ts";
import type { HealthRecordStore } from "../../core/ports.ts";

/** The record of what operators were told, in memory, for tests. */
export class MemoryHealthRecordStore implements HealthRecordStore {
  #record: HealthRecord | undefined;

  async read(): Promise<HealthRecord | undefined> {
    return this.#record;
  }

  async write(record: HealthRecord): Promise<boolean> {
    if ((this.#record?.version ?? 0) !== record.version - 1) return false;
    this.#record = record;
    return true;
  }
}
