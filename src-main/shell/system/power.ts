import { powerMonitor } from 'electron';
import type { Clock } from '../../base/clock.ts';
import { watchScreenLock } from './screen-lock.adapter.ts';
import { type PowerEvent, withoutEchoes } from './system-events.ts';

/** Tells of sleep and of the screen's lock, once for each, on every system. */
export const watchPower = (clock: Clock, tell: (event: PowerEvent) => void): { readonly close: () => void } => {
  const told = withoutEchoes(clock, tell);
  powerMonitor.on('suspend', () => told('suspend'));
  powerMonitor.on('resume', () => told('resume'));
  powerMonitor.on('lock-screen', () => told('lock'));
  powerMonitor.on('unlock-screen', () => told('unlock'));
  if (process.platform !== 'linux') return { close: () => {} };
  const { DBUS_SESSION_BUS_ADDRESS, DBUS_SYSTEM_BUS_ADDRESS, XDG_SESSION_ID } = process.env;
  return watchScreenLock({ sessionBus: DBUS_SESSION_BUS_ADDRESS, systemBus: DBUS_SYSTEM_BUS_ADDRESS, sessionId: XDG_SESSION_ID }, told);
};
