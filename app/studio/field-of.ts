import type { FieldMetadata } from "@conform-to/react";
import { getInputProps } from "@conform-to/react";

/** What a Field takes of conform's metadata, its key apart because React wants it so; `word` is shown when the field is wrong. */
export function fieldOf(field: FieldMetadata<string | undefined>, type: "text" | "email" | "password" | "datetime-local", word: string) {
  const { key, ...input } = getInputProps(field, { type });
  return { key, input: { ...input, errors: field.errors && [word] } };
}
