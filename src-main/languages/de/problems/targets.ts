import type { WordsFor } from './table.ts';

type TargetCode = 'target-clash' | 'target-has-keys' | 'target-temporary' | 'target-name-bad' | 'target-unknown';

/** How a section with temporary keys of another tool is headed, and what is known of them. */
const temporaryWords = {
  expired: { title: (target: string) => `„${target}“ hat abgelaufene Schlüssel`, known: 'Sie sind abgelaufen.' },
  live: {
    title: (target: string) => `„${target}“ hat Schlüssel anderer Tools`,
    known: 'Sie funktionieren noch, deshalb rührt Roletap sie nicht an.',
  },
  unclear: {
    title: (target: string) => `„${target}“ hat Schlüssel anderer Tools`,
    known: 'Vielleicht funktionieren sie noch, deshalb rührt Roletap sie nicht an.',
  },
} as const;

const otherName = (suggestion: string): string =>
  `Einen anderen Profilnamen verwenden, etwa „${suggestion}“. Im Terminal: \`--target ${suggestion}\`.`;

export const targetProblems: WordsFor<TargetCode> = {
  'target-clash': ({ target, file, line, suggestion }) => ({
    title: `Der Name „${target}“ ist vergeben`,
    happened: `${file}, Zeile ${line}: Das Profil „${target}“ hat eine eigene role_arn, also würde aws Anmeldeinformationen unter diesem Namen ignorieren.`,
    advice: otherName(suggestion),
  }),
  'target-has-keys': ({ target, file, line, suggestion }) => ({
    title: `„${target}“ hat langfristige Schlüssel`,
    happened: `${file}, Zeile ${line}: Dort steht ein Zugriffsschlüssel, und den überschreibt Roletap nie.`,
    advice: otherName(suggestion),
  }),
  'target-temporary': ({ target, file, line, suggestion, keys }, where) => ({
    title: temporaryWords[keys].title(target),
    happened: `${file}, Zeile ${line}: Dort stehen temporäre Schlüssel eines anderen Tools. ${temporaryWords[keys].known}`,
    advice:
      keys !== 'expired'
        ? otherName(suggestion)
        : where === 'terminal'
          ? `Die Rolle in einem Terminal öffnen, wo Roletap anbietet, sie zu ersetzen, oder einen anderen Profilnamen verwenden: \`--target ${suggestion}\`.`
          : `Die Schlüssel ersetzen oder einen anderen Profilnamen verwenden, etwa „${suggestion}“.`,
  }),
  'target-name-bad': ({ target }) => ({
    title: 'Dieser Profilname ist nicht möglich',
    happened: `„${target}“ enthält Zeichen, die aws und SDKs in einem Profilnamen nicht erlauben.`,
    advice: 'Buchstaben, Ziffern, Punkte, Binde- und Unterstriche verwenden.',
  }),
  'target-unknown': ({ target }) => ({
    title: 'Diese Sitzung gibt es nicht',
    happened: `„${target}“ hat keine Sitzung. Vielleicht ist sie schon zu Ende.`,
    advice: 'Die offenen Sitzungen auflisten: `roletap sessions`.',
  }),
};
