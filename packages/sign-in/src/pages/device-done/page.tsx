import type { VNode } from 'preact';
import { Alert } from '../../elements/index.js';
import type { Page, PageProps } from '../../page.js';

/** The end of the device flow in this browser; the device goes on by itself. */
export interface DeviceDoneView {
  readonly kind: 'device-done';
  readonly outcome: 'approved' | 'declined';
  readonly applicationName: string;
}

export const deviceDone: Page<DeviceDoneView> = {
  title: (view, words) => words.text(`deviceDone.${view.outcome}Title`),
  Body: DeviceDone,
};

function DeviceDone({ view, words }: PageProps<DeviceDoneView>): VNode {
  return (
    <Alert tone={view.outcome === 'approved' ? 'success' : 'info'}>
      <p>{words.phrase(`deviceDone.${view.outcome}`, { application: view.applicationName })}</p>
    </Alert>
  );
}
