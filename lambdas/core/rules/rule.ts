import type { Severity } from "./severity.ts";

/** A named query with a severity, as a desk writes it in a rule file. */
export interface Rule {
  /** lower-case letters, digits and hyphens, e.g. `m23-front-lines` */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** in the language of LANGUAGE.md */
  readonly query: string;
  /** what it is for */
  readonly description?: string;
  /** BCP 47; when set, only stories in these languages, or of unknown language, are held against the rule */
  readonly languages?: readonly string[];
  readonly tags?: readonly string[];
  readonly enabled: boolean;
  /** texts that must and must not match, run by `rules check` */
  readonly tests?: { readonly match?: readonly RuleTest[]; readonly noMatch?: readonly RuleTest[] };
}

/** A text to try a rule on: a title alone, or with more of a story. */
export type RuleTest =
  | string
  | {
      readonly title: string;
      readonly summary?: string;
      readonly body?: string;
      readonly lang?: string;
      readonly source?: string;
      readonly country?: string;
      readonly tags?: readonly string[];
    };
