import { cardPart } from './card.ts';
import { certificatesPart } from './certificates.ts';
import { iniPart, marksPart } from './ini.ts';
import type { FuzzPart } from './part.ts';
import { historyPart, sessionsPart, settingsPart } from './records.ts';
import { policiesPart, secretPart } from './texts.ts';
import { endpointPart, socketPart } from './wire.ts';

/** Every door through which bytes come in that others wrote. */
export const parts: readonly FuzzPart[] = [
  socketPart,
  endpointPart,
  cardPart,
  certificatesPart,
  secretPart,
  iniPart,
  policiesPart,
  marksPart,
  historyPart,
  sessionsPart,
  settingsPart,
];
