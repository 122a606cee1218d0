import * as v from 'valibot';
import { exactly } from '../exactly.ts';
import { teamFormats } from '../team/page.ts';
import { nothing, text } from './pieces.ts';

/** The administrator's side. */
export const teamCommands = {
  /** The page of the people in an account. Asks AWS nothing yet. */
  openTeam: nothing,
  /** Reads the people with the rights of this user or role; opens a session first, which may take a touch. */
  readTeam: exactly({ source: text }),
  cancelTeam: nothing,
  /** Asks where to save the people. */
  exportTeam: exactly({ format: v.picklist(teamFormats) }),
} as const;
