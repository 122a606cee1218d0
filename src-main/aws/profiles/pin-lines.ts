import { holdsPin } from '../sources/helper-line.ts';
import type { ProfileTable } from './profile-table.ts';
import type { PinLine } from './profile-types.ts';

/** One for each profile: the first line of its sections that has one. */
export const pinLines = ({ profiles }: Pick<ProfileTable, 'profiles'>): readonly PinLine[] =>
  [...profiles.values()].flatMap(({ name, config, credentials }): readonly PinLine[] =>
    [...config, ...credentials]
      .flatMap(({ section, file }) =>
        section.properties
          .filter(({ key, text }) => key === 'credential_process' && holdsPin(text))
          .map(({ line }): PinLine => ({ profile: name, file, line })),
      )
      .slice(0, 1),
  );
