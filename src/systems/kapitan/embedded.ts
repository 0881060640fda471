/** What a reference that carries its value holds: base64 of JSON, which names its own type. null: it is no such payload. */
export function embedded(payload: string): { readonly type: string; readonly data: string | null } | null {
  try {
    const reference: unknown = JSON.parse(Buffer.from(payload, 'base64').toString('utf8'));
    if (typeof reference !== 'object' || reference === null) return null;
    const { type, data } = reference as { readonly type?: unknown; readonly data?: unknown };
    return typeof type === 'string' ? { type, data: typeof data === 'string' ? data : null } : null;
  } catch {
    return null;
  }
}
