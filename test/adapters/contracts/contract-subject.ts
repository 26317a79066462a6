/** An adapter under a contract suite. */
export interface ContractSubject<T> {
  readonly name: string;
  /** how many cases a property tries: fewer where each costs a request */
  readonly runs: number;
  /** a fresh and empty one, for one test */
  open(): Promise<T>;
}
