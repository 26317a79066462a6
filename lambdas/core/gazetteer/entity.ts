/** Named things that rules speak of as `@type.id`. They are data in config/gazetteer; nothing of it is in code. */
export const ENTITY_TYPES = ["place", "group", "person", "process", "theme"] as const;

export type EntityType = (typeof ENTITY_TYPES)[number];

/** `type.name`, e.g. `place.goma`. */
export type EntityId = string;

/**
 * One entity as a desk writes it.
 *
 * In a rule, `@place.north-kivu` holds when the entity is recognised, or any entity below it (by `parent`) whose
 * `alone` is not `no`. Inside `context` and `unless` a reference means the bare mention of that one entity's names:
 * no context of its own and nothing below it, so contexts never chase each other.
 */
export interface Entity {
  readonly id: EntityId;
  readonly type: EntityType;
  /** English display name */
  readonly title: string;
  /** `province`, `city`, `rebel`, `army`, `president`, … free text for people */
  readonly kind?: string;
  readonly parent?: EntityId;
  /** names as leaves of the rule language (`Goma`, `=ADF`, `"Nord Kivu"`), by BCP 47 language or `any` */
  readonly names: Readonly<Record<string, readonly string[]>>;
  /**
   * `yes`: a name is enough. `context`: a name counts only where `context` holds in the same story.
   * `no`: a name is recognised but is never enough by way of a parent.
   * In all three, a name does not count where `unless` holds.
   */
  readonly alone: "yes" | "context" | "no";
  /** query of the rule language */
  readonly context?: string;
  /** query of the rule language */
  readonly unless?: string;
  readonly lat?: number;
  readonly lon?: number;
  /** ISO 3166-2, e.g. `CD-NK` */
  readonly iso?: string;
  /** OCHA P-code, e.g. `CD61` */
  readonly pcode?: string;
}

/** An entity that was recognised in a story. */
export interface EntityMention {
  readonly id: EntityId;
  readonly title: string;
}
