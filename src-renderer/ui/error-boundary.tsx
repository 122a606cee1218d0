import { Component, type ReactNode } from 'react';
import { faultWords } from '../../src-main/words/notices.ts';
import type { SnapshotStore } from '../store/use-snapshot.ts';
import { Centred } from './page.tsx';

interface Props {
  readonly store: Pick<SnapshotStore, 'subscribe'>;
  readonly children: ReactNode;
}

/**
 * A bug in drawing must not leave an empty window: says so, and draws again with the next snapshot. What goes on in main (a tap, a session)
 * is not touched by it.
 */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };
  #stop = (): void => {};

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(): void {
    this.#stop();
    this.#stop = this.props.store.subscribe(() => {
      this.#stop();
      this.setState({ failed: false });
    });
  }

  override componentWillUnmount(): void {
    this.#stop();
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Centred role="alert">
        <h1>{faultWords.title}</h1>
        <p>{faultWords.text}</p>
      </Centred>
    );
  }
}
