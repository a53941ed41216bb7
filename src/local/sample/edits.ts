/** What the scripted Claude writes, task by task: for each behaviour one test, a stub where a name is missing, and just enough code. */
import { listProducts, search } from "./catalog-edits.ts";
import type { Behaviour } from "./edit.ts";
import { listRequest, searchRequest } from "./shop-edits.ts";

/** By task id of the sample plan. Tasks that nobody releases in the demo have none. */
export const sampleEdits: Readonly<Record<string, readonly Behaviour[]>> = {
  t1: listProducts,
  t2: listRequest,
  t3: search,
  t4: searchRequest,
};
