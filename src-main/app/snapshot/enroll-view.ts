import type { EnrollStep, EnrollView } from '../../contract/enroll.ts';
import type { DeviceStage } from '../enroll/record.ts';
import { isAtLeast, runFacts, undoActions } from '../enroll/stages.ts';
import type { EnrollModel } from '../state/enroll-state.ts';
import type { State } from '../state/state.ts';
import { type EnrollPageFacts, enrollPage } from './enroll-page.ts';

/** The wizard's open run as a front end can show it; undefined without one, and from when it is closed. Pure. */
export const enrollView = ({ enroll, files, keys }: Pick<State, 'enroll' | 'files' | 'keys'>): EnrollView | undefined => {
  if (!enroll || (enroll.isClosing && !enroll.hasNext)) return undefined;
  return viewOf(enroll, {
    sources: files.kind === 'read' ? files.profiles.sources.filter(({ kind }) => kind !== 'sso' && kind !== 'certificate') : [],
    keys: keys.kind === 'ready' ? keys.keys : [],
  });
};

const viewOf = (model: EnrollModel, facts: EnrollPageFacts): EnrollView => {
  const { record, problem, page, busy } = model;
  const hasRecord = record !== undefined && page.kind !== 'done' && !busy;
  return {
    id: model.id,
    path: isImport(model) ? 'import' : model.path,
    source: record?.source ?? model.source ?? '',
    steps: stepsOf(model),
    page: enrollPage(model, facts),
    now: runFacts(model),
    ...(problem ? { problem } : {}),
    can: {
      next: canNext(model, facts),
      back: canGoBack(model),
      skip: (page.kind === 'spare' && (page.isLive || !busy)) || (page.kind === 'profiles' && !busy),
      undo: hasRecord,
      // Closing leaves an account that was there as it is; only an interrupted run has to be given up.
      leave: hasRecord && (page.kind === 'found' || !isImport(model)),
    },
    undoes: undoesOf(model),
  };
};

/** No secret and no codes: the account was on the key before the run, and stays there however it ends. */
const isImport = ({ path, imports, record }: EnrollModel): boolean =>
  path === 'console' && (imports !== undefined || record?.main.accountWasThere === true);

const undoesOf = ({ path, page, busy, record, truth }: EnrollModel): EnrollView['undoes'] =>
  !record || page.kind === 'done' || (path === 'console' && busy) ? [] : undoActions(record, truth);

const canGoBack = (model: EnrollModel): boolean => {
  const { page, busy, record, imports } = model;
  if (busy) return false;
  switch (page.kind) {
    case 'key':
      return !record;
    // Two new codes; an account that was there has none to show.
    case 'device':
      return imports !== undefined || !(isImport(model) || model.isInUse);
    case 'secret':
    case 'two-codes':
      return true;
    default:
      return false;
  }
};

const canNext = ({ page, busy, user, problem, record }: EnrollModel, { keys }: EnrollPageFacts): boolean => {
  if (page.kind === 'spare') return keys.length > 0 && (page.isLive || !busy);
  if (busy) return false;
  switch (page.kind) {
    case 'user':
      return user !== undefined;
    case 'key':
      return keys.length > 0;
    case 'two-codes':
      return true;
    case 'found':
      return record !== undefined;
    case 'working':
    case 'codes':
      return problem !== undefined;
    default:
      return false;
  }
};

type StepState = 'open' | 'done' | 'skipped';

const stepsOf = (model: EnrollModel): EnrollView['steps'] => {
  let isNow = model.page.kind !== 'done';
  return (model.path === 'iam' ? iamSteps(model) : consoleSteps(model)).map(([name, state]) => {
    if (state !== 'open') return { name, state };
    if (!isNow) return { name, state: 'todo' };
    isNow = false;
    return { name, state: model.problem ? 'failed' : 'now' };
  });
};

/** In the order in which they come: one seed goes to both keys at once, a second device comes after the first is proved. */
const iamSteps = ({ page, record, choices }: EnrollModel): readonly (readonly [EnrollStep, StepState])[] => {
  const spareWish = record?.spareWish ?? choices.spare;
  const { main, spare } = record ?? {};
  const done = (isDone: boolean | undefined): StepState => (isDone ? 'done' : 'open');
  const mainAt = (stage: DeviceStage) => main !== undefined && isAtLeast(main.stage, stage);
  const spareAt = (stage: DeviceStage) => spare !== undefined && isAtLeast(spare.stage, stage);
  const user = ['user', done(page.kind !== 'user')] as const;
  const key = ['key', done(record !== undefined)] as const;
  const create = ['create', done(mainAt('stored'))] as const;
  const codes = ['codes', done(mainAt('enabled'))] as const;
  const proof = ['proof', done(mainAt('proved') && (spareWish !== 'same-seed' || !spare || spareAt('proved')))] as const;
  // Not there before it is wished, or offered.
  const hasSecond = spareWish !== 'none' || page.kind === 'spare';
  const second = ['spare', spareWish === 'none' ? 'open' : done(spareAt(spareWish === 'device' ? 'proved' : 'stored'))] as const;
  const profiles = ['profiles', page.kind !== 'done' ? 'open' : page.profiles.length > 0 ? 'done' : 'skipped'] as const;
  if (!hasSecond) return [user, key, create, codes, proof, profiles];
  return spareWish === 'device' ? [user, key, create, codes, proof, second, profiles] : [user, key, create, second, codes, proof, profiles];
};

const consoleSteps = (model: EnrollModel): readonly (readonly [EnrollStep, StepState])[] => {
  const { page, record, user, enabledAt } = model;
  const isAt = (stage: DeviceStage) => record !== undefined && isAtLeast(record.main.stage, stage);
  const isPast: readonly (readonly [EnrollStep, boolean])[] = [
    ['user', user !== undefined && page.kind !== 'user'],
    ['secret', isAt('stored')],
    ['codes', isAt('enabled') || enabledAt !== undefined],
    ['device', isAt('proving')],
    ['proof', isAt('proved')],
    ['profiles', page.kind === 'done' && page.profiles.length > 0],
  ];
  const left = isImport(model) ? ['secret', 'codes'] : model.isInUse ? ['codes'] : [];
  const shown = isPast.filter(([name]) => !left.includes(name));
  return shown.map(([name, done]) => [name, done ? 'done' : page.kind === 'done' ? 'skipped' : 'open']);
};
