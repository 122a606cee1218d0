import { deviceName } from '../../../contract/team/people.ts';
import { type AnyRemoval, type RemoveFacts, type RemovePlanView, type RemoveStep, waitsToDelete } from '../../../contract/team/remove.ts';
import { clockTime, counted, listed, shortDay } from '../grammar.ts';

const steps: { readonly [S in RemoveStep]: (on: string) => string } = {
  keys: (on) => `${on} deaktivieren`,
  groups: (on) => `Aus ${on} entfernen`,
  policies: (on) => `Die Inline-Richtlinie ${on} löschen`,
  managed: (on) => `${on} trennen`,
  password: (on) => `Das Passwort von ${on} löschen`,
  devices: (on) => `${on} entfernen`,
  others: (on) => `${on} löschen`,
  'delete-keys': (on) => `${on} löschen`,
  user: (on) => `Den Benutzer ${on} löschen`,
};

/** `isLater`: it waits for its time. */
export const removeStepWords = ({
  name,
  on,
  isLater = false,
}: {
  readonly name: RemoveStep;
  readonly on: string;
  readonly isLater?: boolean;
}): string => (isLater ? `Später: ${on} löschen` : steps[name](on));

type About = Pick<RemovePlanView, 'user' | 'what'>;

const plans: { readonly [R in AnyRemoval]: (user: string, accountId: string) => string } = {
  keys: (user, accountId) => `Zugriffsschlüssel von ${user} im Konto ${accountId} werden gelöscht`,
  access: (user, accountId) => `${user} verliert den Zugang zum Konto ${accountId}`,
  user: (user, accountId) => `${user} wird aus dem Konto ${accountId} gelöscht`,
  device: (serial, accountId) => `Das MFA-Gerät ${deviceName(serial)} wird aus dem Konto ${accountId} gelöscht`,
};

/** What doesn’t come back, by the step that removes it. */
const gone: { readonly [S in RemoveStep]?: string } = {
  password: 'Ein gelöschtes Passwort kommt nicht zurück. In der IAM-Konsole lässt sich ein neues erstellen.',
  devices: 'Ein entferntes MFA-Gerät lässt sich nicht wieder hinzufügen: Sein Geheimnis ist weg.',
  others: 'Gelöschte Zertifikate, SSH-Schlüssel und Dienst-Anmeldedaten kommen nicht zurück.',
  'delete-keys': 'Ein gelöschter Zugriffsschlüssel kommt nicht zurück.',
  user: 'Ein gelöschter Benutzer kommt nicht zurück. Für AWS ist ein neuer mit diesem Namen ein anderer, und Vertrauensrichtlinien, die ihn nennen, wirken nicht mehr.',
};

/** Why a plan can’t be undone as a whole, a sentence for each reason. `done`: only what was done already. */
export const goneWords = (plan: Pick<RemovePlanView, 'steps'>, done = false): readonly string[] =>
  plan.steps.flatMap(({ name, state }) => (done && state !== 'done' ? [] : (gone[name] ?? [])));

/** Why a device without a user can't be deleted. */
export const orphanProblem = ({ device }: { readonly device: string }, where: string) => ({
  title: 'Dieses Gerät ist nicht da',
  happened: `Kein virtuelles MFA-Gerät ohne Benutzer heißt „${deviceName(device)}“.`,
  advice: where === 'terminal' ? '`roletap team` listet sie auf.' : 'Die Personen aktualisieren.',
});

/** A removal, in window and terminal. */
export const removeSaid = {
  open: 'Zugang entfernen…',
  title: (user: string, what: AnyRemoval): string =>
    ({
      keys: `Zugriffsschlüssel von ${user} löschen`,
      access: `Zugang von ${user} entfernen`,
      user: `Den Benutzer ${user} löschen`,
      device: `${deviceName(user)} löschen`,
    })[what],
  about: 'Bis zur Bestätigung ändert sich nichts.',
  looking: 'Was die Person hat, wird gelesen',
  what: 'Was entfernt wird',
  kinds: {
    keys: { title: 'Zugriffsschlüssel', hint: 'Erst einen Tag deaktiviert: So zeigt sich, ob noch etwas sie braucht.' },
    access: {
      title: 'Passwort und Zugriffsschlüssel',
      hint: 'Der Benutzer bleibt. Zugriffsschlüssel werden deaktiviert, das lässt sich rückgängig machen.',
    },
    user: { title: 'Der Benutzer', hint: 'Mit Zugriffsschlüsseln, Passwort, MFA-Geräten und Richtlinien.' },
  },
  keys: 'Zu löschende Zugriffsschlüssel',
  noKeys: 'Keine Zugriffsschlüssel.',
  isNow: 'Sofort löschen, ohne den Tag',
  /** A key to choose. `use`: when it was last used, or empty. */
  key: (isActive: boolean, use: string): string => [isActive ? 'aktiv' : 'inaktiv', use].filter((part) => part !== '').join(', '),
  has: ({ user, hasPassword, keys, devices }: Pick<RemoveFacts, 'user' | 'hasPassword' | 'keys' | 'devices'>): string =>
    `${user} hat ${listed([
      hasPassword ? 'ein Passwort' : 'kein Passwort',
      counted(keys.length, { one: 'Zugriffsschlüssel', other: 'Zugriffsschlüssel' }),
      counted(devices.length, { one: 'MFA-Gerät', other: 'MFA-Geräte' }),
    ])}.`,
  carry: (what: AnyRemoval): string =>
    ({ keys: 'Zugriffsschlüssel löschen', access: 'Zugang entfernen', user: 'Benutzer löschen', device: 'Gerät löschen' })[what],
  running: (what: AnyRemoval): string =>
    ({
      keys: 'Zugriffsschlüssel werden gelöscht',
      access: 'Zugang wird entfernt',
      user: 'Der Benutzer wird gelöscht',
      device: 'Das Gerät wird gelöscht',
    })[what],
  plan: ({ user, what, accountId, source }: About & Pick<RemovePlanView, 'accountId' | 'source'>): string =>
    `${plans[what](user, accountId)}, mit den Rechten von „${source}“:`,
  done: (plan: RemovePlanView): string =>
    waitsToDelete(plan)
      ? `Die Zugriffsschlüssel von ${plan.user} sind deaktiviert`
      : {
          keys: `Die Zugriffsschlüssel von ${plan.user} sind gelöscht`,
          access: `${plan.user} kann sich nicht mehr anmelden`,
          user: `${plan.user} ist gelöscht`,
          device: `${deviceName(plan.user)} ist gelöscht`,
        }[plan.what],
  undone: (user: string): string => `${deviceName(user)}: Entfernen rückgängig gemacht`,
  waits: 'Zugriffsschlüssel werden später gelöscht',
  sessions: (user: string): string => `Offene Sitzungen von ${user} dauern bis zu ihrem Ende, höchstens 36 h.`,
  later: (at: number): string =>
    `Ab ${shortDay(at, true)} ${clockTime(at)} lassen sie sich hier löschen, wenn nichts sie braucht. Bis dahin lässt es sich rückgängig machen.`,
  deleteKeys: 'Zugriffsschlüssel löschen',
  /** In the list of plans that are not finished. */
  unfinished: (plan: RemovePlanView, done: number, all: number): string =>
    waitsToDelete(plan) && plan.deleteAt !== undefined
      ? `Die Zugriffsschlüssel von ${plan.user} sind deaktiviert. Ab ${shortDay(plan.deleteAt, true)} ${clockTime(plan.deleteAt)} lassen sie sich löschen.`
      : `${{ keys: `Zugriffsschlüssel von ${plan.user} sind noch nicht gelöscht`, access: `Der Zugang von ${plan.user} ist noch nicht entfernt`, user: `${plan.user} ist noch nicht ganz gelöscht`, device: `${deviceName(plan.user)} ist noch nicht gelöscht` }[plan.what]}: ${done} von ${all} Schritten erledigt.`,
  laterAt: (id: string, at: number): string => `Ab ${shortDay(at, true)} ${clockTime(at)} löschen: roletap team remove --resume ${id}`,
  waysOn: (id: string): string => `fortsetzen: roletap team remove --resume ${id}    rückgängig: roletap team remove --undo ${id}`,
} as const;
