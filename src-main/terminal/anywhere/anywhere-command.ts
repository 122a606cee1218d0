import type { Run } from '../console/command.ts';

/** The words behind `roletap anywhere`, each with a file of its own that is read when somebody types it. */
const words: Readonly<Record<string, () => Promise<Run>>> = {
  setup: async () => (await import('./setup-command.ts')).setup,
  request: async () => (await import('./request-command.ts')).request,
  renew: async () => (await import('./renew-command.ts')).renew,
  import: async () => (await import('./import-command.ts')).importCertificate,
  adopt: async () => (await import('./adopt-command.ts')).adopt,
  add: async () => (await import('./add-command.ts')).addRole,
  policy: async () => (await import('./policy-command.ts')).policy,
  roles: async () => (await import('./roles-command.ts')).anywhereRoles,
  serve: async () => (await import('./serve-command.ts')).serve,
  sign: async () => (await import('./sign-command.ts')).sign,
};

/** A word that there is: the line was checked before (console/option-rules.ts). */
export const anywhere: Run = async (app, args, signal, console) => {
  await app.ready;
  const load = words[args.words[0] ?? ''] ?? words.setup;
  return load ? (await load())(app, args, signal, console) : { ok: false, problem: { code: 'internal', where: 'anywhere' } };
};
