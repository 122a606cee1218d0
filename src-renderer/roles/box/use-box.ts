import { useMemo, useState } from 'react';
import type { RoleView } from '../../../src-main/contract/snapshot.ts';
import { searchWords } from '../role-search.ts';
import { type BoxItem, type BoxSource, boxItems, deedsOfRole, type Found } from './box-items.ts';
import { resultsOf } from './results.tsx';

export interface Box {
  readonly typed: string;
  readonly words: readonly string[];
  /** The role whose deeds are shown, and nothing else. */
  readonly scope: RoleView | undefined;
  readonly isOpen: boolean;
  readonly found: Found;
  /** What Enter takes. */
  readonly current: BoxItem | undefined;
  readonly type: (text: string) => void;
  readonly select: (key: string) => void;
  /** By so many lines down; the first and the last are the ends. */
  readonly move: (lines: number) => void;
  readonly enter: (role: RoleView) => void;
  /** Back from a role's deeds to what was typed before; else away with what is typed. */
  readonly leave: () => void;
  readonly close: () => void;
}

const nothing: Found = { roles: [], deeds: [], deedsFirst: false };

/** What is typed, what was found for it and which line of that is selected. */
export const useBox = (source: BoxSource): Box => {
  const [typed, setTyped] = useState('');
  const [inside, setInside] = useState<{ readonly role: string; readonly before: string } | undefined>(undefined);
  const [selected, setSelected] = useState<string | undefined>(undefined);
  const scope = inside && source.roles.find(({ id }) => id === inside.role);
  const words = useMemo(() => searchWords(typed), [typed]);
  const found = useMemo(() => {
    if (scope !== undefined) return { ...nothing, deeds: deedsOfRole(source, scope, typed) };
    return typed.trim() === '' ? nothing : boxItems(source, typed);
  }, [source, scope, typed]);
  const results = useMemo(() => resultsOf(found), [found]);
  const at = Math.max(
    0,
    results.findIndex(({ key }) => key === selected),
  );

  const type = (text: string) => {
    setTyped(text);
    setSelected(undefined);
  };
  const close = () => {
    type('');
    setInside(undefined);
  };
  return {
    typed,
    words,
    scope,
    isOpen: scope !== undefined || typed.trim() !== '',
    found,
    current: results[at],
    type,
    select: setSelected,
    move: (lines) => setSelected(results[Math.max(0, Math.min(at + lines, results.length - 1))]?.key),
    enter: (role) => {
      setInside({ role: role.id, before: typed });
      type('');
    },
    leave: () => {
      type(scope === undefined ? '' : (inside?.before ?? ''));
      setInside(undefined);
    },
    close,
  };
};
