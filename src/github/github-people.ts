import type { Access, People } from "../commands/people.ts";
import type { Github } from "./octokit.ts";

/**
 * Live permissions by `collaborators/{login}/permission`, whose `permission` folds maintain and custom roles into
 * write, and triage into read. Any failure means that nothing is known, which counts as no.
 */
export function openGithubPeople(github: Github): People {
  const { owner, name, octokit } = github;
  return {
    access: async (login) => {
      try {
        const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({
          owner,
          repo: name,
          username: login,
        });
        if (data.user === null) return null;
        return { userId: data.user.id, permission: permissionOf(data.permission) };
      } catch {
        return null;
      }
    },
  };
}

function permissionOf(permission: string): Access["permission"] {
  return permission === "admin" || permission === "write" || permission === "read" ? permission : "none";
}
