import type { StrayKey } from '../../contract/access-keys/stray-keys.ts';

/** An access key that lies about: what it is, and what to do. */
export const strayKeyWords = (key: StrayKey, where: 'window' | 'terminal'): { readonly detail: string; readonly advice: string } => {
  switch (key.where) {
    case 'backup':
      return {
        detail: `${key.file} contains a copy of an access key.`,
        advice:
          where === 'terminal'
            ? 'Delete the copy. If others could read it, make a new access key: `roletap rotate`.'
            : 'Delete the copy. If others could read it, rotate the access key.',
      };
    case 'shell':
      return { detail: `${key.file}, line ${key.line} gives an access key to every program you start.`, advice: moveIt[where] };
    case 'environment':
      return {
        detail: 'Your environment contains an access key. It overrides every profile, and every program you start can read it.',
        advice: moveIt[where],
      };
  }
};

const moveIt = {
  terminal: 'Run `roletap add` with that key, then remove AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY from where they are set.',
  window: 'Add that key to Roletap, then remove AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY from where they are set.',
} as const;
