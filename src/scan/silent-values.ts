import type { Container } from '../model/fact.ts';
import type { PathProfile } from '../model/profile.ts';
import type { Scalar } from '../model/tree.ts';
import { dependsOn, isCatalogueExample, isNote } from '../sensitivity/depends-on.ts';
import type { Grammar } from '../systems/system.ts';
import { copyOf } from '../text/interned.ts';

/** All that decides of a value whether it says something, with the way to it where that counts. */
interface ValueAsked {
  readonly node: Scalar;
  readonly key: string | null;
  readonly keyPath: string;
  readonly container: Container;
  /** Kind of the object it stands in. */
  readonly kind: string | null;
}

/**
 * Values that were judged and said nothing, with the number of values that stand in each. A history says the same of nearly all
 * of its values in every version, and what is met again in a place of the same kind need only be counted. In memory only;
 * when it is full it begins anew.
 */
export class SilentValues {
  /** In characters, with what the maps take. */
  private readonly room: number;
  private readonly places = new Map<string, Keys>();
  private last: (Place & { readonly keys: Keys }) | null = null;
  private held = 0;

  constructor(room: number) {
    this.room = room;
  }

  get isEmpty(): boolean {
    return this.places.size === 0;
  }

  /** How many values stand in this one, which says nothing; undefined where that is not known. */
  valuesIn({ node, key, keyPath, container, kind }: ValueAsked, profile: PathProfile, grammars: readonly Grammar[]): number | undefined {
    if (node.tag !== null) return undefined;
    const known = this.keysOf(container, kind, profile, grammars).get(key);
    if (known === undefined) return undefined;
    const type = typeOf(node);
    return known[type].get(node.text) ?? (known.ways.size === 0 ? undefined : known.ways.get(keyPath)?.[type].get(node.text));
  }

  /** `values`: how many stand in it, which depend on the way to them; null where it is no document. */
  learn(
    { node, key, keyPath, container, kind }: ValueAsked,
    profile: PathProfile,
    grammars: readonly Grammar[],
    values: number | null,
  ): void {
    const on = values === null ? dependsOn(key, container) : 'way';
    if (on === 'neighbours' || node.tag !== null || node.text.length > longest || isCatalogueExample(keyPath) || isNote(keyPath)) return;
    if (this.held > this.room) this.clear();
    this.held += node.text.length + (on === 'way' ? mostOfWay : least);
    const keys = this.keysOf(container, kind, profile, grammars);
    const own = upsert(keys, key, () => ({ ...texts(), ways: new Map<string, Texts>() }));
    const { [typeOf(node)]: known } = on === 'way' ? upsert(own.ways, keyPath, texts) : own;
    known.set(copyOf(node.text), values ?? 0);
  }

  /** What is known of places of one kind: a walk asks for the same again and again. */
  private keysOf(container: Container, kind: string | null, profile: PathProfile, grammars: readonly Grammar[]): Keys {
    const { last } = this;
    if (last?.container === container && last.kind === kind && last.profile === profile && last.grammars === grammars) return last.keys;
    // There are two lists of grammars, of which one lacks some of the other.
    const place = `${container} ${kind ?? ''} ${profile.key} ${grammars.length}`;
    const keys = upsert(this.places, place, (): Keys => new Map());
    this.last = { container, kind, profile, grammars, keys };
    return keys;
  }

  private clear(): void {
    this.places.clear();
    this.last = null;
    this.held = 0;
  }
}

/** What the maps take: of a text, and of one that has a way of its own, which is counted for each. */
const least = 128;
const mostOfWay = 768;
const longest = 1 << 16;

/** What is not quoted has the type that its characters say. */
const typeOf = (node: Scalar): keyof Texts => (node.type === 'string' ? 'strings' : 'others');

interface Place {
  readonly container: Container;
  readonly kind: string | null;
  readonly profile: PathProfile;
  readonly grammars: readonly Grammar[];
}

interface Texts {
  readonly strings: Map<string, number>;
  readonly others: Map<string, number>;
}

type Keys = Map<string | null, Texts & { readonly ways: Map<string, Texts> }>;

const texts = (): Texts => ({ strings: new Map(), others: new Map() });

function upsert<K extends string | null, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set((key === null ? key : copyOf(key)) as K, made);
  return made;
}
