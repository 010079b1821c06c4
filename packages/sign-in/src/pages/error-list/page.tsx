import type { VNode } from 'preact';
import { Sentence } from '../../elements/index.js';
import { errorAddress, type ErrorEntry } from '../../error-entry.js';
import { Foreign } from '../../foreign/index.js';
import type { Page, PageProps } from '../../page.js';

/** All error numbers, at `/error`. */
export interface ErrorListView {
  readonly kind: 'error-list';
  readonly entries: readonly ErrorEntry[];
}

export const errorList: Page<ErrorListView> = {
  title: (_, words) => words.text('errorList.title'),
  Body: ErrorList,
  wide: true,
};

/** On narrow screens the rows become blocks; the roles are written out because that change of display takes them away. */
function ErrorList({ view, words }: PageProps<ErrorListView>): VNode {
  return (
    <>
      <p class="lead">{words.text('errorList.text')}</p>
      <table role="table" aria-label={words.text('errorList.table')}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              {words.text('errorList.number')}
            </th>
            <th role="columnheader" scope="col">
              {words.text('errorList.oauth')}
            </th>
            <th role="columnheader" scope="col">
              {words.text('errorList.meaning')}
            </th>
            <th role="columnheader" scope="col">
              {words.text('error.whatToDo')}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {view.entries.map((entry) => (
            <Row entry={entry} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function Row({ entry }: { readonly entry: ErrorEntry }): VNode {
  return (
    <tr role="row" id={`${entry.code}`}>
      <th role="rowheader" scope="row">
        <a href={errorAddress(entry.code)}>{entry.code}</a>
      </th>
      <td role="cell">
        <code>
          <Foreign text={entry.error} />
        </code>
      </td>
      <td role="cell">
        <Sentence text={entry.sentence} />
      </td>
      <td role="cell">
        <Sentence text={entry.remedy} />
      </td>
    </tr>
  );
}
