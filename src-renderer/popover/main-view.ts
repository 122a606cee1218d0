import type { Problem } from '../../src-main/contract/problems/problem.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';

/** What stands in the middle of the window: the roles, or what is missing before there can be any. */
export type MainView =
  | { readonly kind: 'loading' }
  | { readonly kind: 'roles'; readonly banner?: Problem }
  /** No profile has credentials of its own: the person is new here. `also`: what is wrong with the card. */
  | { readonly kind: 'welcome'; readonly also?: Problem }
  /** The person has credentials of their own, and nothing to tap yet. */
  | { readonly kind: 'setup' }
  | {
      readonly kind: 'missing';
      readonly problem: Problem;
      /** A second thing that is missing, to be told in one line. */
      readonly also?: Problem;
    };

/** What keeps codes from being made: the service, the key, or the only key's state. */
export const cardProblem = ({ card }: Pick<Snapshot, 'card'>): Problem | undefined => {
  switch (card.kind) {
    case 'starting':
      return undefined;
    case 'no-service':
      return card.problem;
    case 'no-key':
      return { code: 'yubikey-missing', ...(card.others === undefined ? {} : { others: card.others }) };
    case 'present': {
      if (card.keys.some((key) => key.oath === 'ready' || key.oath === 'reading' || key.oath === 'locked')) return undefined;
      const [key] = card.keys;
      if (key === undefined) return { code: 'yubikey-missing' };
      if (key.problem !== undefined) return key.problem;
      return key.oath === 'disabled' ? { code: 'oath-disabled', ...(key.serial === undefined ? {} : { serial: key.serial }) } : undefined;
    }
  }
};

/** What keeps roles from being listed. */
export const filesProblem = ({ files, roles }: Snapshot): Problem | undefined => {
  if (files.problem !== undefined) return files.problem;
  if (files.state === 'missing')
    return {
      code: 'aws-files-missing',
      config: files.config,
      credentials: files.credentials,
      ...(files.named ? { named: files.named } : {}),
    };
  if (files.state === 'ready' && roles.length === 0)
    return { code: 'roles-missing', config: files.config, ...(files.named ? { named: files.named } : {}) };
  return undefined;
};

/** The first line for which `aws` refuses a whole file: no profile of it works outside of Roletap. */
const refusedFile = ({ notices }: Snapshot): Problem | undefined => {
  for (const notice of notices) {
    if (notice.kind !== 'file' || !notice.refusedByCli) continue;
    const { kind: _, refusedByCli: __, ...line } = notice;
    return { code: 'file-refused', ...line };
  }
  return undefined;
};

/** No source, and no file that could not be read or that a variable looks for elsewhere: nothing to mend. */
const isNew = ({ files, discovery }: Snapshot): boolean =>
  files.problem === undefined && files.named === undefined && files.state !== 'loading' && discovery.length === 0;

/** Roles stay in view whatever the card does; only without any does what is missing take the whole window. */
export const mainViewOf = (snapshot: Snapshot): MainView => {
  const card = cardProblem(snapshot);
  const files = filesProblem(snapshot);
  if (snapshot.roles.length > 0 || snapshot.sessions.length > 0) {
    const banner = card ?? snapshot.files.problem ?? refusedFile(snapshot);
    return { kind: 'roles', ...(banner === undefined ? {} : { banner }) };
  }
  if (isNew(snapshot)) return { kind: 'welcome', ...(card === undefined || card.code === 'yubikey-missing' ? {} : { also: card }) };
  if (snapshot.setup?.source !== undefined && files?.code === 'roles-missing' && files.named === undefined) return { kind: 'setup' };
  if (card !== undefined) return { kind: 'missing', problem: card, ...(files === undefined ? {} : { also: files }) };
  if (snapshot.files.state === 'loading' || files === undefined) return { kind: 'loading' };
  return { kind: 'missing', problem: files };
};

/** Whether a question has to say which key it means. */
export const hasSeveralKeys = ({ card }: Snapshot): boolean => card.kind === 'present' && card.keys.length > 1;
