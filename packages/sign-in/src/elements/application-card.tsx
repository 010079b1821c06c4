import type { VNode } from 'preact';
import { Foreign } from '../foreign/index.js';
import type { Words } from '../messages/index.js';
import { Initials } from './account-tile.js';
import { Icon } from './icon.js';

/** An application as a person meets it. */
export interface ApplicationSummary {
  readonly name: string;
  readonly publisher: { readonly kind: 'verified'; readonly name: string } | { readonly kind: 'unverified' };
  /** The publisher domain of the application's home tenant. */
  readonly publisherDomain?: string;
}

interface ApplicationCardProps {
  readonly application: ApplicationSummary;
  readonly words: Words;
}

/** Name, publisher with its badge, and domain. */
export function ApplicationCard({ application, words }: ApplicationCardProps): VNode {
  const { name, publisher, publisherDomain } = application;
  return (
    <div class="application">
      <Initials name={name} square />
      <div class="tile-text">
        <p class="application-name">
          <Foreign text={name} />
        </p>
        {publisher.kind === 'verified' && (
          <p class="tile-detail">
            <Foreign text={publisher.name} />
          </p>
        )}
        <p class={`badge badge-${publisher.kind}`}>
          <Icon name={publisher.kind === 'verified' ? 'verified' : 'warning'} />
          {words.text(publisher.kind === 'verified' ? 'application.verified' : 'application.unverified')}
        </p>
        {publisherDomain !== undefined && (
          <p class="tile-detail">{words.phrase('application.domain', { domain: publisherDomain })}</p>
        )}
      </div>
    </div>
  );
}
