import type { ReactNode } from 'react';
import { duration } from '../../../src-main/words/grammar.ts';
import { waitingForWords } from '../../../src-main/words/questions.ts';
import { endWords, roleNameWords, roleStateWords } from '../../../src-main/words/roles/role.ts';
import { boxTexts } from '../../../src-main/words/window/box.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { rowTexts } from '../../../src-main/words/window/roles.ts';
import {
  ClockIcon,
  ConsoleIcon,
  CopyIcon,
  EditIcon,
  EndIcon,
  EnterIcon,
  EyeIcon,
  GearIcon,
  KeyIcon,
  ListIcon,
  MoreIcon,
  PictureIcon,
  PinIcon,
  PlayIcon,
  PlugIcon,
  PlusIcon,
  RenewIcon,
  SearchIcon,
  ShieldIcon,
  StarIcon,
  Swatch,
  SwatchIcon,
  TerminalIcon,
} from '../../ui/drawings/icons.tsx';
import { Keys } from '../../ui/keys/keys.tsx';
import * as rowText from '../../ui/row-text.module.css';
import { Tag } from '../../ui/tag.tsx';
import { RoleRing } from '../row/role-ring.tsx';
import * as styles from './box.module.css';
import { type BoxItem, type DeedItem, isProduction, type RoleItem } from './box-items.ts';
import { Marked } from './marked.tsx';

interface Props<T> {
  readonly item: T;
  readonly words: readonly string[];
}

/** What a line of the box shows. */
export const ResultRow = ({ item, words }: Props<BoxItem>) =>
  item.kind === 'role' ? <RoleResult item={item} words={words} /> : <DeedResult item={item} words={words} />;

/** What must not be overlooked about the role that something is done with. */
export const Marks = ({ item }: { readonly item: BoxItem }) => {
  const role = item.kind === 'role' ? item.role : item.facts?.role;
  if (role?.guard === 'on') return <Tag kind="guarded">{kitTexts.guarded}</Tag>;
  return isProduction(item) ? <Tag kind="prod">{rowTexts.prod}</Tag> : null;
};

const RoleResult = ({ item, words }: Props<RoleItem>) => {
  const { role, session, account } = item;
  const { state } = role;
  const times = state.kind === 'active' ? state : session;
  const last =
    state.kind === 'waiting'
      ? waitingForWords(state.for, state.after)
      : state.kind === 'failed'
        ? roleStateWords(state)
        : times !== undefined
          ? endWords(state, times.expires)
          : role.signIn
            ? undefined
            : duration(role.durationSeconds);
  return (
    <>
      <RoleRing role={role} times={times} />
      <span className={`${rowText.text} ${styles.names}`}>
        <span className={rowText.title}>
          <b className={rowText.name} data-matters dir="auto">
            <Marked text={role.profile} words={words} />
          </b>
          <Marks item={item} />
        </span>
        <span className={rowText.sub} data-matters>
          <bdi className={styles.place}>
            <Swatch colour={account?.colour ?? 'none'} /> <Marked text={account?.alias ?? role.accountId} words={words} />
          </bdi>
          {' · '}
          <bdi>
            <Marked text={roleNameWords(role)} words={words} />
          </bdi>
          {last === undefined ? null : (
            <>
              {' · '}
              <bdi>{last}</bdi>
            </>
          )}
        </span>
      </span>
      <span className={styles.does}>
        {item.does} <EnterIcon size={13} />
      </span>
      <span className={styles.more} data-more aria-hidden="true" title={boxTexts.moreFor(role.profile)}>
        <MoreIcon />
      </span>
    </>
  );
};

const DeedResult = ({ item, words }: Props<DeedItem>) => (
  <>
    <span className={styles.icon}>{icons[item.icon]}</span>
    <span className={`${rowText.text} ${styles.names}`}>
      <span className={rowText.title}>
        <b className={`${rowText.name} ${styles.deed}`} data-matters dir="auto">
          <Marked text={item.title} words={words} />
        </b>
        <Marks item={item} />
      </span>
    </span>
    {item.keys === undefined ? (
      <span className={styles.does}>
        <EnterIcon size={13} />
      </span>
    ) : (
      <span aria-hidden="true">
        <Keys shortcut={item.keys} />
      </span>
    )}
  </>
);

const icons: { readonly [I in DeedItem['icon']]: ReactNode } = {
  go: <PlayIcon />,
  end: <EndIcon />,
  renew: <RenewIcon />,
  settings: <GearIcon />,
  day: <ClockIcon />,
  add: <PlusIcon />,
  search: <SearchIcon />,
  key: <KeyIcon />,
  list: <ListIcon />,
  copy: <CopyIcon />,
  undo: <RenewIcon />,
  file: <PictureIcon />,
  tap: <EnterIcon />,
  tapReadOnly: <EyeIcon />,
  tapFull: <EnterIcon />,
  tapLimited: <EyeIcon />,
  readOnlyFirst: <EyeIcon />,
  console: <ConsoleIcon />,
  consoleIn: <ConsoleIcon />,
  environment: <TerminalIcon />,
  tools: <PlugIcon />,
  adopt: <ShieldIcon />,
  favourite: <StarIcon />,
  keep: <PinIcon />,
  guard: <ShieldIcon />,
  account: <SwatchIcon />,
  edit: <EditIcon />,
};
