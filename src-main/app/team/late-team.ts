import type { EnrollForNeeds } from './enroll/enroll-for.ts';
import type { Team, TeamPorts } from './team-desk.ts';

/** The administrator's side is in a file of its own, which is read when it is used first. */
export const createLateTeam = (ports: TeamPorts, keys: EnrollForNeeds): Team => {
  let opened: Promise<Team> | undefined;
  const desk = async (): Promise<Team> => {
    opened ??= import('./team-desk.ts').then(({ createTeam }) => createTeam(ports, keys));
    return opened;
  };
  return {
    enforcing: {
      look: async (...asked) => (await desk()).enforcing.look(...asked),
      enforce: async (...asked) => (await desk()).enforcing.enforce(...asked),
      release: async (...asked) => (await desk()).enforcing.release(...asked),
      resume: async (...asked) => (await desk()).enforcing.resume(...asked),
      undo: async (...asked) => (await desk()).enforcing.undo(...asked),
      list: async () => (await desk()).enforcing.list(),
    },
    members: {
      plan: async (...asked) => (await desk()).members.plan(...asked),
      add: async (...asked) => (await desk()).members.add(...asked),
      resume: async (...asked) => (await desk()).members.resume(...asked),
      undo: async (...asked) => (await desk()).members.undo(...asked),
      list: async () => (await desk()).members.list(),
    },
    roles: {
      plan: async (...asked) => (await desk()).roles.plan(...asked),
      add: async (...asked) => (await desk()).roles.add(...asked),
      resume: async (...asked) => (await desk()).roles.resume(...asked),
      undo: async (...asked) => (await desk()).roles.undo(...asked),
      list: async () => (await desk()).roles.list(),
    },
    rescue: {
      look: async (...asked) => (await desk()).rescue.look(...asked),
      plan: async (...asked) => (await desk()).rescue.plan(...asked),
      rescue: async (...asked) => (await desk()).rescue.rescue(...asked),
      resume: async (...asked) => (await desk()).rescue.resume(...asked),
      undo: async (...asked) => (await desk()).rescue.undo(...asked),
      list: async () => (await desk()).rescue.list(),
    },
    removing: {
      look: async (...asked) => (await desk()).removing.look(...asked),
      plan: async (...asked) => (await desk()).removing.plan(...asked),
      remove: async (...asked) => (await desk()).removing.remove(...asked),
      resume: async (...asked) => (await desk()).removing.resume(...asked),
      undo: async (...asked) => (await desk()).removing.undo(...asked),
      list: async () => (await desk()).removing.list(),
    },
    groupPolicy: {
      plan: async (...asked) => (await desk()).groupPolicy.plan(...asked),
      put: async (...asked) => (await desk()).groupPolicy.put(...asked),
      resume: async (...asked) => (await desk()).groupPolicy.resume(...asked),
      undo: async (...asked) => (await desk()).groupPolicy.undo(...asked),
      list: async () => (await desk()).groupPolicy.list(),
    },
    enrolling: {
      plan: async (...asked) => (await desk()).enrolling.plan(...asked),
      enroll: async (...asked) => (await desk()).enrolling.enroll(...asked),
      resume: async (...asked) => (await desk()).enrolling.resume(...asked),
      undo: async (...asked) => (await desk()).enrolling.undo(...asked),
      list: async () => (await desk()).enrolling.list(),
    },
    unfinished: async () => (await desk()).unfinished(),
    simulate: async (...asked) => (await desk()).simulate(...asked),
    takeRoles: async (...asked) => (await desk()).takeRoles(...asked),
    person: async (...asked) => (await desk()).person(...asked),
    people: async (...asked) => (await desk()).people(...asked),
    invites: {
      read: async (...asked) => (await desk()).invites.read(...asked),
      open: async (...asked) => (await desk()).invites.open(...asked),
    },
    groups: async (...asked) => (await desk()).groups(...asked),
    exported: async (...asked) => (await desk()).exported(...asked),
    policies: {
      check: async (...asked) => (await desk()).policies.check(...asked),
      make: async (...asked) => (await desk()).policies.make(...asked),
      list: async (...asked) => (await desk()).policies.list(...asked),
    },
    policy: async (...asked) => (await desk()).policy(...asked),
  };
};
