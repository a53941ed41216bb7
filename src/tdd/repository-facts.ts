import type { TaskPacket } from "../issues/task.ts";
import { agentFilePaths, agentFileText } from "../repository/agent-files.ts";
import { filesToRead, repositoryMap } from "../repository/repository-map.ts";
import type { WorkTree } from "./work-tree.ts";

/** About 6,000 tokens. */
const mapLimit = 24_000;
const filesForMap = 120;

/** What the driver is told of the repository at `tree`: the agent files that hold for the task, and the map towards it. */
export async function repositoryFacts(
  work: Pick<WorkTree, "paths" | "read">,
  tree: string,
  packet: TaskPacket,
): Promise<readonly string[]> {
  const files = (await work.paths(tree)).map((path) => ({ path, size: 0 }));
  const criteria = packet.criteria.map(({ text }) => text);
  const focus = [packet.title, packet.goal, ...packet.files, ...criteria].join("\n");
  const chain = agentFilePaths(packet.files);
  const texts = new Map<string, string>();
  for (const path of new Set([...chain, ...filesToRead(files, focus, filesForMap)])) {
    const text = await work.read(tree, path);
    if (text !== null) texts.set(path, text);
  }
  return [agentFileText(chain, texts), repositoryMap({ files, texts, focus, limit: mapLimit })];
}
