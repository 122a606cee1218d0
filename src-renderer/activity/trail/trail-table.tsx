import { memo } from 'react';
import type { ShownTrailEvent } from '../../../src-main/contract/sessions/trail.ts';
import { clockTime } from '../../../src-main/words/grammar.ts';
import { eventFlawWords, originWords, signInWords, trailTexts } from '../../../src-main/words/trail/trail.ts';
import { useShownLines } from '../../hooks/use-shown-lines.ts';
import * as styles from './trail-table.module.css';

const usualHeight = 47;
const { columns } = trailTexts;

/** The events in cells. Only the lines in view are in the document; their numbers say where they stand. */
export const TrailTable = ({ events }: { readonly events: readonly ShownTrailEvent[] }) => {
  const { scroller, room, lines, measure } = useShownLines(events, { idOf: (one) => one.id, usualHeight });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section ref={scroller} className={styles.scroller} tabIndex={0} aria-label={trailTexts.list} data-scrolls>
      <div style={room}>
        <table className={styles.table} aria-rowcount={events.length + 1}>
          <thead>
            <tr aria-rowindex={1}>
              {Object.entries(columns).map(([name, title]) => (
                <th key={name} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ index, key, item: event }) => (
              <tr key={key} ref={measure} data-index={index} data-origin={event.origin} aria-rowindex={index + 2}>
                <Cells event={event} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

/** An event never changes: of the lines that stay in view while it scrolls, none is drawn anew. */
const Cells = memo(({ event }: { readonly event: ShownTrailEvent }) => {
  const { at, service, name, who, profile, region, from, agent, error, signIn } = event;
  const origin = originWords(event);
  const flaw = eventFlawWords(event);
  return (
    <>
      <td className="tabular">{clockTime(at)}</td>
      <th scope="row" data-matters>
        {name} <small>{signIn === undefined ? service : signInWords(signIn.kind)}</small>
      </th>
      <td data-matters>
        <bdi>{profile ?? who}</bdi>
        {origin === '' ? null : <small className={styles.origin}>{origin}</small>}
      </td>
      <td>{region}</td>
      <td data-matters title={agent}>
        <bdi>{from}</bdi>
        {signIn?.device === undefined ? null : <small title={signIn.device}>{signIn.device.replace(/^arn:[\w-]+:iam::\d+:/, '')}</small>}
      </td>
      <td className={styles.result} data-failed={error !== undefined} data-matters title={error?.message}>
        {error?.code ?? trailTexts.done}
        {flaw === undefined ? null : <small>{flaw}</small>}
        {signIn?.sourceIdentity === undefined ? null : <small>{signIn.sourceIdentity}</small>}
      </td>
    </>
  );
});
