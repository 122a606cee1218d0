import type { CredentialsRequest, HandedOut } from '../../src-main/app/sessions/credential-broker.ts';
import { failed, ok, type Result } from '../../src-main/contract/result.ts';
import type { Asker } from '../../src-main/contract/values.ts';
import type { Broker } from '../../src-main/serve/door/door.ts';

/** 2026-11-22T05:00:00Z. */
export const expires = Date.UTC(2026, 10, 22, 5);

export const handedOut = (role = 'dev', accessKeyId = 'ASIADEV'): HandedOut => ({
  target: `${role}-tap`,
  profile: role,
  roleArn: `arn:aws:iam::111122223333:role/${role}`,
  accountId: '111122223333',
  region: 'eu-west-1',
  variables: [],
  credentials: { accessKeyId, secretAccessKey: 'SECRET-session', sessionToken: 'SECRET-token', expires },
});

/** A broker with one touch for all that wait: `touch` serves them. What is `holding` comes at once. */
export interface FakeBroker extends Broker {
  readonly holding: Map<string, HandedOut>;
  readonly asked: readonly CredentialsRequest[];
  readonly waiting: () => number;
  readonly abandoned: () => number;
  readonly ended: readonly string[];
  /** Who was told to have been given a held one. */
  readonly givenTo: readonly Asker[];
  readonly touch: (role?: string) => void;
  /** Resolves when that many wait for the touch. */
  readonly untilWaiting: (count: number) => Promise<void>;
  readonly untilAbandoned: (count: number) => Promise<void>;
}

export const createFakeBroker = (): FakeBroker => {
  const holding = new Map<string, HandedOut>();
  const asked: CredentialsRequest[] = [];
  const ended: string[] = [];
  const givenTo: Asker[] = [];
  const open = new Set<(result: Result<HandedOut>) => void>();
  const watchers = new Set<() => void>();
  let abandoned = 0;
  const tell = () => {
    for (const look of [...watchers]) look();
  };
  const until = (reached: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        if (!reached()) return;
        watchers.delete(look);
        resolve();
      };
      watchers.add(look);
      look();
    });
  return {
    holding,
    asked,
    ended,
    givenTo,
    programs: { list: () => [], forget: () => ok([]), silence: () => ok([]) },
    limit: async ({ role, limits }) => ok(limits?.policyArns ? `${role}-ro` : role),
    given: (_role, asker) => void givenTo.push(asker),
    waiting: () => open.size,
    abandoned: () => abandoned,
    touch: (role = 'dev') => {
      holding.set(role, handedOut(role));
      for (const resolve of [...open]) resolve(ok(handedOut(role)));
      open.clear();
    },
    untilWaiting: (count) => until(() => open.size >= count),
    untilAbandoned: (count) => until(() => abandoned >= count),
    held: (role) => holding.get(role),
    credentials: (request, signal) => {
      asked.push(request);
      const held = holding.get(request.role);
      if (held) return Promise.resolve(ok(held));
      if (!request.wait) return Promise.resolve(failed({ code: 'touch-wanted', profile: request.role }));
      return new Promise((resolve) => {
        open.add(resolve);
        const cancel = () => {
          if (!open.delete(resolve)) return;
          abandoned += 1;
          resolve(failed({ code: 'cancelled' }));
          tell();
        };
        if (signal.aborted) cancel();
        else signal.addEventListener('abort', cancel, { once: true });
        tell();
      });
    },
    end: async (target) => {
      const found = [...holding.values()].find((handed) => handed.target === target);
      if (!found) return failed({ code: 'target-unknown', target });
      holding.delete(found.profile);
      ended.push(target);
      return ok({ targets: [target], mfaSources: [] });
    },
    endAll: async () => {
      const targets = [...holding.values()].map(({ target }) => target);
      holding.clear();
      ended.push(...targets);
      return ok({ targets, mfaSources: ['acme'] });
    },
  };
};
