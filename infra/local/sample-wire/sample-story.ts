/**
 * The shape of the sample wire's data.
 */

/** One invented story of one invented outlet. */
export interface SampleStory {
  /** unique within the outlet; address and guid are made of it, so they are the same in every run */
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  /** full text, where the feed carries it */
  readonly body?: string;
  /** age when the server starts */
  readonly minutesAgo: number;
  /** BCP 47, when it differs from the outlet's */
  readonly lang?: string;
  /** how the feed writes the time; the standard's way when absent */
  readonly dateForm?: "missing" | "sloppy";
  /** address of another outlet's story that this one passes on */
  readonly link?: string;
}

export interface SampleOutlet {
  /** the outlet's name */
  readonly name: string;
  /** under .example, which nobody can own (RFC 2606) */
  readonly domain: string;
  /** of the feed, on the outlet's domain; together they make the feed's id */
  readonly path: string;
  readonly format: "rss" | "atom" | "rdf";
  readonly description: string;
  readonly lang: string;
  readonly country: string;
  readonly tags: readonly string[];
  readonly stories: readonly SampleStory[];
}

export function linkOf(outlet: Pick<SampleOutlet, "domain">, story: SampleStory): string {
  return story.link ?? `https://${outlet.domain}/${story.slug}`;
}
