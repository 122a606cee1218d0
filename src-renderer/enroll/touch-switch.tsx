import { touchWords } from '../../src-main/words/enroll/pages.ts';

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
  <label className="switch-line" data-off={!possible}>
    <input
      type="checkbox"
      role="switch"
      className="switch"
      checked={on && possible}
      aria-checked={on && possible}
      disabled={!possible}
      aria-describedby="touch-reason"
      onChange={(event) => onChange(event.target.checked)}
    />
    <span className="option-text">
      <b>A touch for each code</b>
      <span id="touch-reason" className={on && possible ? 'option-sub' : 'option-warn'}>
        {possible ? (on ? touchWords.on : touchWords.off) : touchWords.never}
      </span>
    </span>
  </label>
);
