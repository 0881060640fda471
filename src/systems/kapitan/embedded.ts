/** The type that the payload of an embedded reference gives itself, or null where it is no such payload. */
export function embeddedType(payload: string): string | null {
  try {
    const reference: unknown = JSON.parse(Buffer.from(payload, 'base64').toString('utf8'));
    if (typeof reference !== 'object' || reference === null) return null;
    const { type } = reference as { readonly type?: unknown };
    return typeof type === 'string' ? type : null;
  } catch {
    return null;
  }
}
