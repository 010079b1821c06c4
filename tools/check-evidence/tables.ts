/** One row of a table in a page. */
export interface TableRow {
  /** Counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows of every table of the page whose head has exactly these columns. */
export function rowsOf(text: string, columns: readonly string[]): TableRow[] {
  const rows: TableRow[] = [];
  let inside = false;
  for (const [index, line] of text.split('\n').entries()) {
    const cells = cellsOf(line);
    if (cells === undefined) inside = false;
    else if (cells.join('|') === columns.join('|')) inside = true;
    else if (inside && !cells.every((cell) => /^:?-+:?$/.test(cell))) rows.push({ line: index + 1, cells });
  }
  return rows;
}

function cellsOf(line: string): string[] | undefined {
  if (!line.startsWith('|')) return undefined;
  return line
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}
