import type { VNode } from 'preact';
import { Foreign } from '../foreign/index.js';
import { Icon } from './icon.js';

/** A permission in words: the consent title and description that its resource publishes. */
export interface PermissionText {
  readonly title: string;
  readonly description: string;
}

/** What an application asks for, one permission an entry. The texts are the resource’s own: foreign. */
export function Permissions({ permissions }: { readonly permissions: readonly PermissionText[] }): VNode {
  return (
    <ul class="permissions">
      {permissions.map(({ title, description }) => (
        <li>
          <Icon name="check" />
          <div>
            <p class="permission-title">
              <Foreign text={title} />
            </p>
            <p class="permission-text">
              <Foreign text={description} />
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
