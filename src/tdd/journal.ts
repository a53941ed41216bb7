/**
 * Port: one text that survives the end of this process, kept where only the harness writes. `read` answers the text
 * that was written last, whole, or `null`. Both throw only faults.
 */
export interface Journal {
  read(): Promise<string | null>;
  write(text: string): Promise<void>;
}
