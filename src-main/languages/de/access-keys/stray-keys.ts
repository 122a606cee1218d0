import type { StrayKey } from '../../../contract/access-keys/stray-keys.ts';

/** An access key that lies about: what it is, and what to do. */
export const strayKeyWords = (key: StrayKey, where: 'window' | 'terminal'): { readonly detail: string; readonly advice: string } => {
  switch (key.where) {
    case 'backup':
      return {
        detail: `${key.file} enthält die Kopie eines Zugriffsschlüssels.`,
        advice:
          where === 'terminal'
            ? 'Die Kopie löschen. Falls andere sie lesen konnten, einen neuen Zugriffsschlüssel erstellen: `roletap rotate`.'
            : 'Die Kopie löschen. Falls andere sie lesen konnten, den Zugriffsschlüssel rotieren.',
      };
    case 'shell':
      return {
        detail: `${key.file}, Zeile ${key.line} gibt jedem gestarteten Programm einen Zugriffsschlüssel mit.`,
        advice: moveIt[where],
      };
    case 'environment':
      return {
        detail:
          'Die Umgebung enthält einen Zugriffsschlüssel. Er hat Vorrang vor jedem Profil, und jedes gestartete Programm kann ihn lesen.',
        advice: moveIt[where],
      };
  }
};

const moveIt = {
  terminal:
    '`roletap add` mit diesem Schlüssel ausführen, dann AWS_ACCESS_KEY_ID und AWS_SECRET_ACCESS_KEY dort entfernen, wo sie gesetzt werden.',
  window: 'Diesen Schlüssel in Roletap hinzufügen, dann AWS_ACCESS_KEY_ID und AWS_SECRET_ACCESS_KEY dort entfernen, wo sie gesetzt werden.',
} as const;
