/** A growing list of 32-bit integers: the compiler writes millions, and a plain array would cost twice the memory. */
export class IntList {
  #cells: Int32Array<ArrayBuffer>;
  #length = 0;

  constructor(capacity = 64) {
    this.#cells = new Int32Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#cells.length) {
      const grown = new Int32Array(this.#cells.length * 2);
      grown.set(this.#cells);
      this.#cells = grown;
    }
    this.#cells[this.#length] = value;
    this.#length += 1;
  }

  at(index: number): number {
    return this.#cells[index] ?? 0;
  }

  pushAll(values: Iterable<number>): void {
    for (const value of values) this.push(value);
  }

  /** What was pushed; no copy. */
  cells(): Int32Array<ArrayBuffer> {
    return this.#cells.subarray(0, this.#length);
  }
}
