/**
 * JSON in two-space layout. What a terminal would obey or hide, and what a build log would run (`##[...]`, `##vso[...]`), is
 * written with an escape: the same data, and nothing happens.
 */
export function serialise(data: unknown): string {
  const text = JSON.stringify(data, null, 2).replaceAll('##', '#\\u0023');
  return `${text.replace(unseen, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

const unseen = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
