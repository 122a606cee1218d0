import { touchWords } from '../../src-main/words/enroll/pages.ts';
import { keyPageTexts } from '../../src-main/words/window/enroll.ts';
import { SwitchLine } from '../ui/switch.tsx';
import * as text from '../ui/text.module.css';

/** Whether each code wants a touch, with the reason why it should. */
export const TouchSwitch = ({
  on,
  possible,
  onChange,
}: {
  readonly on: boolean;
  /** False on keys that cannot ask for one. */
  readonly possible: boolean;
  readonly onChange: (on: boolean) => void;
}) => (
  <SwitchLine on={on && possible} disabled={!possible} aria-describedby="touch-reason" onSwitch={onChange}>
    <b>{keyPageTexts.touch}</b>
    <span id="touch-reason" className={on && possible ? text.sub : text.warn}>
      {possible ? (on ? touchWords.on : touchWords.off) : touchWords.never}
    </span>
  </SwitchLine>
);
