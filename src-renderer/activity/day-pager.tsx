import { useEffect } from 'react';
import type { ActivityView } from '../../src-main/contract/activity.ts';
import type { Millis } from '../../src-main/contract/values.ts';
import { dayWords } from '../../src-main/words/activity.ts';
import { activityTexts } from '../../src-main/words/window/activity.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { ChevronIcon } from '../ui/drawings/icons.tsx';
import * as styles from './day-pager.module.css';

/** The days that can be paged through around the one that is shown. */
export const daysAround = ({ days, begins }: Pick<ActivityView, 'days' | 'begins'>) => ({
  all: [...new Set([...days, begins])].sort((a, b) => a - b),
  previous: days.filter((day) => day < begins).at(-1),
  next: days.find((day) => day > begins),
  today: days.at(-1) ?? begins,
});

/** One day back, any day that has something, one day on, and today. */
export const DayPager = ({ view }: { readonly view: ActivityView }) => {
  const send = useSend();
  const { all, previous, next, today } = daysAround(view);
  const go = (at: Millis | undefined) => {
    if (at !== undefined) send('showDay', { at });
  };
  useDayKeys({ back: () => go(previous), on: () => go(next) });
  return (
    // biome-ignore lint/a11y/useSemanticElements: the group is of buttons, not of a form's fields
    <div role="group" className={styles.pager} aria-label={activityTexts.days}>
      <Step label={activityTexts.previous} day={previous} today={today} onStep={go} kind="back" />
      <select aria-label={activityTexts.day} value={view.begins} onChange={({ target }) => go(Number(target.value))}>
        {[...all].reverse().map((day) => (
          <option key={day} value={day}>
            {dayWords(day, today)}
          </option>
        ))}
      </select>
      <Step label={activityTexts.next} day={next} today={today} onStep={go} kind="on" />
      {/* It stays where it is, so that the focus does. */}
      <Button kind="small" aria-disabled={view.isToday} onClick={() => view.isToday || go(today)}>
        {activityTexts.today}
      </Button>
    </div>
  );
};

const Step = ({
  label,
  day,
  today,
  kind,
  onStep,
}: {
  readonly label: string;
  readonly day: Millis | undefined;
  readonly today: Millis;
  readonly kind: 'back' | 'on';
  readonly onStep: (day: Millis | undefined) => void;
}) => {
  const words = day === undefined ? label : activityTexts.step(label, dayWords(day, today));
  return (
    <Button
      kind="icon"
      className={kind === 'back' ? styles.back : styles.on}
      aria-label={words}
      title={words}
      aria-keyshortcuts={kind === 'back' ? 'ArrowLeft PageUp' : 'ArrowRight PageDown'}
      aria-disabled={day === undefined}
      onClick={() => onStep(day)}
    >
      <ChevronIcon />
    </Button>
  );
};

/** The arrows and the page keys turn days, but for where they have a meaning of their own: in a field, in a menu, in what they scroll. */
const useDayKeys = (turn: { readonly back: () => void; readonly on: () => void }): void =>
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target, key } = event;
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (document.querySelector('dialog[open]') !== null || !(target instanceof HTMLElement)) return;
      if (target.closest('select, input, [popover]') !== null) return;
      const scrolls = target.closest<HTMLElement>('[data-scrolls]');
      const isSideways = scrolls !== null && scrolls.scrollWidth > scrolls.clientWidth;
      const [back, on] = document.dir === 'rtl' ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
      if ((key === back && !isSideways) || (key === 'PageUp' && scrolls === null)) turn.back();
      else if ((key === on && !isSideways) || (key === 'PageDown' && scrolls === null)) turn.on();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
