/**
 * One page of a list that is sorted by `key`: the first `size` rows whose key comes after `cursor` (null for the
 * first page), and the cursor of the next page, or null when this was the last.
 */
export function pageByKey(rows, { key, cursor = null, size = 20 }) {
  const rest = cursor === null ? rows : rows.filter((row) => row[key] > cursor);
  const page = rest.slice(0, size);
  return { rows: page, next: rest.length > size ? page[page.length - 1][key] : null };
}
