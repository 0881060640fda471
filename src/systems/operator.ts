import type { Resource } from '../model/resource.ts';
import { type Node, textAt } from '../model/tree.ts';
import { emitMetadata, emitSecretData, isSecret } from './core/secret.ts';
import { type Field, readObject } from './fields.ts';
import { judgeLinkedSecrets, linkLogins, linkProduct, type Made, secretAspects } from './secret-links.ts';
import type { Emit, System } from './system.ts';

/** A controller whose part in Git is objects of its API: what stands in them, which Secrets they log in with, which they make. */
interface Operator extends Omit<System, 'aspects' | 'read' | 'snapshot' | 'change' | 'claims'> {
  /** Beside those that every operator has (`secretAspects`). */
  readonly aspects?: System['aspects'];
  claims(resource: Resource): boolean;
  /** Aspect of the values of the v1 Secrets that it claims. */
  readonly secretData?: string;
  /** What stands where in its objects; the rest are literals. */
  readonly fields?: readonly Field[];
  /** Members whose mapping names the Secret that an object logs in with. */
  readonly logins?: readonly string[];
  /** The Secrets that are made from an object. */
  makes?(resource: Resource): readonly Made[];
  /** Whatever else there is to say of an object. */
  also?(resource: Resource, emit: Emit): void;
}

export function operator({ aspects, secretData, fields = [], logins = [], makes, also, ...system }: Operator): System {
  const isLogin = (key: string, node: Node): boolean => node.kind === 'mapping' && logins.includes(key);
  return {
    ...system,
    aspects: { ...aspects, ...secretAspects },
    read(resource, _file, emit) {
      if (secretData !== undefined && isSecret(resource)) {
        emitMetadata(resource, emit);
        emitSecretData(resource, emit, secretData);
        return;
      }
      readObject(resource, emit, fields);
      if (logins.length > 0) linkLogins(resource, emit, isLogin);
      for (const made of makes?.(resource) ?? []) linkProduct(resource, emit, made);
      also?.(resource, emit);
    },
    snapshot: (snapshot, emit) => judgeLinkedSecrets(snapshot, emit),
  };
}

/** The Secret is called like its object. */
export const ownName = (): readonly Made[] => [{ path: [] }];

/** The Secret is called as the object says at `path`; where it says nothing, none is made. */
export const nameAt =
  (...path: readonly string[]) =>
  ({ root }: Resource): readonly Made[] =>
    textAt(root, ...path) === null ? [] : [{ path }];
