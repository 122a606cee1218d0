import { type Clock, sleep, stepAt } from '../../base/clock.ts';
import { defined } from '../../base/defined.ts';
import { linkAbort } from '../../base/jobs.ts';
import type { Log } from '../../base/log.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, type Result } from '../../contract/result.ts';
import type { CardReaders } from '../connection/card-connection.ts';
import { CardProblem, problemOf } from '../connection/card-problem.ts';
import { type CardJob, createCardQueue } from '../connection/card-queue.ts';
import { createAccessKeys } from '../oath/access-keys.ts';
import type { RandomBytes } from '../oath/oath-session.ts';
import { calculateWithTouch, type OathWork, readAccounts, withOath } from '../oath/oath-work.ts';
import { type InsertedKey, type InsertedKeys, watchKeys } from './card-watch.ts';
import type { Desk, UnlockedJob } from './key-access.ts';
import { createKeyCare } from './key-care.ts';
import { createKeyPiv } from './key-piv.ts';
import { lookAtKey, removedProblem, unlockKey } from './key-reading.ts';
import { isKey, type KeySlot, otherCards, type SeenKey, slotIds, toKeys, unseen, whichKey } from './key-slot.ts';
import type { CodeRequest, KeysState, YubiKeys } from './keys.ts';

export interface KeysParts {
  readonly readers: CardReaders;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: RandomBytes;
  /**
   * For a run that makes one code and ends. The only key that is there is asked for its codes alone: no algorithms, and not who it is unless a
   * touch may be asked for. A code that came with the reading is handed out once, as long as its step is the one that is asked for.
   */
  readonly brief?: boolean;
  /** Whether tokens of other brands are taken that have OATH as the YubiKey has it. Default: no, and nothing is sent to other cards. */
  readonly otherTokens?: () => boolean;
}

/** A secret store may ask a person before it answers: a key is shown as locked after this long. */
const recallLimit = 3_000;
/** Access keys that are remembered of one key: see `PasswordStore.saveNext`. */
const mostRemembered = 2;

/** Without the mark of another program that had it. */
const withoutHolder = ({ heldBy: _, problem, ...rest }: SeenKey): SeenKey =>
  problem === undefined || problem.code === 'yubikey-busy' ? rest : { ...rest, problem };

/** The plugged YubiKeys and what can be done with them. Watches from the first `settled` on, so that who needs no key opens no reader; `close` lets go of everything and wipes the access keys. */
export const createKeys = (parts: KeysParts): YubiKeys => {
  const { readers, clock, log, random, brief = false, otherTokens = () => false } = parts;
  const accessKeys = createAccessKeys();
  const listeners = new Set<(state: KeysState) => void>();
  const waiters = new Set<() => void>();
  let slots: readonly KeySlot[] = [];
  let service: InsertedKeys | { readonly kind: 'starting' } = { kind: 'starting' };
  let stopWatch: (() => void) | undefined;
  let closed = false;

  const state = (): KeysState => {
    if (service.kind !== 'ready') return service;
    const others = otherCards(service.cards, slots);
    return { kind: 'ready', keys: toKeys(slots.filter(isKey)), ...(others.length === 0 ? {} : { others }) };
  };
  const isSettled = () => service.kind !== 'starting' && slots.every((slot) => slot.seen.oath !== 'reading');
  const changed = () => {
    if (closed) return;
    for (const listener of [...listeners]) listener(state());
    if (!isSettled()) return;
    for (const resolve of [...waiters]) resolve();
    waiters.clear();
  };

  const update = (slot: KeySlot, change: Partial<SeenKey>) => {
    slot.seen = { ...slot.seen, ...change };
    changed();
  };
  /** Sets what a job found and drops what no longer holds. */
  const replace = (slot: KeySlot, seen: SeenKey) => {
    slot.seen = seen;
    changed();
  };

  const createSlot = (inserted: InsertedKey): KeySlot => {
    const slot: KeySlot = {
      inserted,
      seen: unseen,
      queue: createCardQueue({
        connect: async () => {
          const connection = await readers.connect(inserted.reader);
          // Whoever held it let go.
          if (slot.seen.heldBy !== undefined || slot.seen.problem?.code === 'yubikey-busy') replace(slot, withoutHolder(slot.seen));
          return connection;
        },
        holder: readers.holder,
        clock,
        comesBack: () => slot.seen.info?.version?.[0] === 3 || /\bneo\b/i.test(inserted.reader),
        problemOf: (error) => problemOf(error, whichKey(slot)),
        onChange: changed,
      }),
    };
    return slot;
  };
  const run = <T>(slot: KeySlot, job: CardJob<T>): Promise<Result<T>> => {
    const onBusy = (holder: string | undefined) => {
      log.info('another program holds the YubiKey', { reader: slot.inserted.reader, ...defined({ holder }) });
      const problem: Problem = { code: 'yubikey-busy', ...defined({ holder }) };
      update(slot, { problem, ...defined({ heldBy: holder }) });
      job.onBusy?.(holder);
    };
    return slot.queue.run({ ...job, onBusy });
  };

  const work = (slot: KeySlot): OathWork => ({
    accessKeys,
    random,
    deviceId: slot.seen.deviceId,
    serial: slot.seen.info?.serial,
    // Another program reset the applet: the next try finds it as it is now.
    onOtherApplet: () => slots.includes(slot) && void look(slot),
  });

  const runUnlocked = async <T>(slot: KeySlot, job: UnlockedJob<T>): Promise<Result<T>> => {
    const once = () => run(slot, { ...job, work: (connection) => withOath(connection, work(slot), job.work) });
    let result = await once();
    const isLocked = () => !result.ok && result.problem.code === 'password-needed';
    for (let tries = 0; isLocked() && tries < mostRemembered && (await recallSoon(slot, job.signal)); tries++) result = await once();
    if (isLocked() && slots.includes(slot)) replace(slot, { ...withoutHolder(slot.seen), oath: 'locked', accounts: [] });
    return result;
  };

  const desk: Desk = {
    slot: (keyId) =>
      slots.filter(isKey)[toKeys(slots.filter(isKey)).findIndex(({ id }) => id === keyId)] ??
      slots.find((slot) => slotIds(slot).includes(keyId)),
    run,
    work,
    runUnlocked,
    update,
    accessKeys,
    random,
    brief: () => brief && slots.length === 1,
    step: () => stepAt(clock.now()),
  };

  /** Whether an access key from an earlier run is there to try; false when the store takes its time or the request is given up. */
  const recallSoon = async ({ seen: { deviceId } }: KeySlot, signal?: AbortSignal): Promise<boolean> => {
    if (deviceId === undefined) return false;
    const answered = linkAbort(signal);
    const late = sleep(clock, recallLimit, answered.signal).then(() => false);
    const recalled = await Promise.race([accessKeys.recall(deviceId), late]);
    answered.abort();
    answered.unlink();
    return recalled;
  };

  const look = async (slot: KeySlot): Promise<void> => {
    const first = await lookAtKey(desk, slot);
    if (!slots.includes(slot)) return;
    if (first.oath !== 'locked' || first.deviceId === undefined) return replace(slot, first);
    // Still being read as long as nobody knows whether there is an access key from an earlier run.
    replace(slot, { ...first, oath: 'reading' });
    let seen = first;
    for (let tries = 0; seen.oath === 'locked' && tries < mostRemembered; tries++) {
      const recalled = await recallSoon(slot);
      if (!slots.includes(slot) || slot.seen.oath !== 'reading') return;
      if (!recalled) break;
      seen = await lookAtKey(desk, slot);
    }
    replace(slot, seen);
  };

  const onInserted = (keys: InsertedKeys) => {
    const present = keys.kind === 'ready' ? keys.cards.filter(({ isOther }) => !isOther || otherTokens()) : [];
    const same = (slot: KeySlot, key: InsertedKey) => slot.inserted.reader === key.reader && slot.inserted.insertion === key.insertion;
    const gone = slots.filter((slot) => !present.some((key) => same(slot, key)));
    const fresh = present.filter((key) => !slots.some((slot) => same(slot, key))).map(createSlot);
    const free = slots.filter(
      (slot) => slot.seen.problem?.code === 'yubikey-busy' && present.some((key) => same(slot, key) && !key.heldExclusively),
    );
    slots = present.flatMap((key) => [...slots, ...fresh].find((slot) => same(slot, key)) ?? []);
    const before = state();
    service = keys;
    for (const slot of gone) slot.queue.stop(keys.kind === 'ready' ? removedProblem(slot) : keys.problem);
    if (gone.length > 0 || fresh.length > 0 || JSON.stringify(before) !== JSON.stringify(state())) changed();
    for (const slot of fresh) void look(slot);
    // The program that held it is gone and nobody waits for it any more: read what could not be read.
    for (const slot of free) if (!slot.queue.occupied()) void look(slot);
  };

  /** The code that the reading of the key brought along, if it is this one. */
  const takeCode = (slot: KeySlot, { account, step, signal }: CodeRequest): string | undefined => {
    const { codes, ...rest } = slot.seen;
    if (codes) slot.seen = rest;
    return codes?.step === step && !signal.aborted ? codes.of.get(account) : undefined;
  };

  const code = async (request: CodeRequest): Promise<Result<{ readonly code: string; readonly step: number }>> => {
    const slot = desk.slot(request.keyId);
    if (!slot) return failed({ code: 'yubikey-removed' });
    const { step, signal, urgent = false, onTouch, onBusy } = request;
    const made = takeCode(slot, request);
    if (made !== undefined) return { ok: true, value: { code: made, step } };
    return runUnlocked(slot, {
      signal,
      urgent,
      onBusy,
      work: async (applet) => {
        // Looked up now: a key that was locked or still being read when the job was asked for has its accounts by now.
        if (slot.seen.oath !== 'ready') update(slot, { oath: 'ready', accounts: await readAccounts(applet, desk.step()) });
        const account = slot.seen.accounts.find(({ id }) => id === request.account);
        if (!account) throw new CardProblem({ code: 'account-missing', account: request.account, serials: [] });
        return { code: await calculateWithTouch(applet, { account, step, clock, signal, onTouch }), step };
      },
    });
  };

  return {
    ...createKeyCare(desk),
    piv: createKeyPiv(desk, clock),
    state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    settled: () => {
      if (!closed) stopWatch ??= watchKeys(readers, onInserted);
      return isSettled() || closed ? Promise.resolve() : new Promise((resolve) => waiters.add(resolve));
    },
    code,
    unlock: async (keyId, password) => {
      const slot = desk.slot(keyId);
      return slot ? unlockKey(desk, slot, password) : failed({ code: 'yubikey-removed' });
    },
    setAccessKeySource: (source) => {
      accessKeys.setSource(source);
      for (const slot of slots) if (slot.seen.oath === 'locked') void look(slot);
    },
    onStaleAccessKey: accessKeys.onRefused,
    refresh: () => {
      if (service.kind === 'ready') onInserted(service);
      for (const slot of slots) if (slot.seen.problem && !slot.queue.occupied()) void look(slot);
    },
    close: async () => {
      closed = true;
      stopWatch?.();
      for (const slot of slots) slot.queue.stop({ code: 'cancelled' });
      for (const resolve of [...waiters]) resolve();
      accessKeys.wipe();
      await readers.close();
    },
  };
};
