/** How much of an alert a document holds. */
export interface DocumentLimits {
  readonly stories: number;
  readonly matches: number;
  readonly wordsPerMatch: number;
  readonly entitiesPerType: number;
  /** of summary and of body each, in UTF-16 code units */
  readonly textUnits: number;
  /** of titles, clauses and reasons, in UTF-16 code units */
  readonly lineUnits: number;
}

/** What nearly every alert fits whole. */
export const FULL_DOCUMENT: DocumentLimits = {
  stories: 500,
  matches: 100,
  wordsPerMatch: 200,
  entitiesPerType: 200,
  textUnits: 20_000,
  lineUnits: 2_000,
};

/**
 * From the fullest document down to one that is small for any alert whatever: at most 5 stories, 25 words and 50
 * entities, of bounded texts, stay far under the limit of SNS even when each character takes four bytes.
 */
export const DOCUMENT_STEPS: readonly DocumentLimits[] = [
  FULL_DOCUMENT,
  { stories: 100, matches: 50, wordsPerMatch: 50, entitiesPerType: 100, textUnits: 5_000, lineUnits: 500 },
  { stories: 40, matches: 20, wordsPerMatch: 20, entitiesPerType: 30, textUnits: 2_000, lineUnits: 300 },
  { stories: 5, matches: 5, wordsPerMatch: 5, entitiesPerType: 10, textUnits: 500, lineUnits: 200 },
];
