/** Writes update expressions from fields, every name behind a placeholder: some of ours are reserved words there. */

/** The parts of an update that the service wants apart. */
export interface UpdateExpression {
  readonly UpdateExpression: string;
  readonly ExpressionAttributeNames: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues: Readonly<Record<string, unknown>>;
}

/**
 * Set the fields that have a value and remove those that are `undefined`.
 * @param expressions - for a field that is not just set: its right-hand side, in which `:field` is the value and
 * `#field` the attribute
 */
export function changeFields(
  fields: Readonly<Record<string, unknown>>,
  expressions: Readonly<Record<string, string>> = {},
): UpdateExpression {
  const sets: string[] = [];
  const removals: string[] = [];
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(fields)) {
    names[`#${field}`] = field;
    if (value === undefined) {
      removals.push(`#${field}`);
    } else {
      sets.push(`#${field} = ${expressions[field] ?? `:${field}`}`);
      values[`:${field}`] = value;
    }
  }
  const clauses: string[] = [];
  if (sets.length > 0) clauses.push(`SET ${sets.join(", ")}`);
  if (removals.length > 0) clauses.push(`REMOVE ${removals.join(", ")}`);
  return {
    UpdateExpression: clauses.join(" "),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}
