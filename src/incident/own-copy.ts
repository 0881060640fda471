import { Concealed } from '../model/concealed.ts';

/** A plain value with strings of its own: a string that was cut out of a text keeps all of the text in memory as long as it lives. */
export function ownCopy<Value>(value: Value): Value {
  return copied(value) as Value;
}

function copied(value: unknown): unknown {
  // What is concealed is made from bytes, and is no cut of anything.
  if (typeof value === 'object' && value !== null && !(value instanceof Concealed))
    return Array.isArray(value)
      ? value.map(copied)
      : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copied(member)]));
  return typeof value === 'string' ? (JSON.parse(JSON.stringify(value)) as string) : value;
}
