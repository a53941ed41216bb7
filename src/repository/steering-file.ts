import { foldPath } from "./fold-path.ts";

export type SteeringCode =
  | "workflow"
  | "codeowners"
  | "agent-file"
  | "hook"
  | "runner-config"
  | "lockfile"
  | "manifest"
  | "ci";

/** What a file steers, as a code and as the verb of a sentence: "This file declares dependencies". */
export type Steering = { readonly code: SteeringCode; readonly says: string };

type Rule = Steering & { readonly pattern: RegExp };

const named = (names: string) => new RegExp(`(^|/)(${names})$`);
const below = (folders: string) => new RegExp(`(^|/)(${folders})(/|$)`);

/**
 * The floor: files that steer machines or people rather than the product. Patterns see folded paths (lower case). The
 * first match wins, so the more telling rule stands first.
 */
const rules: readonly Rule[] = [
  { code: "codeowners", says: "decides who must review", pattern: named("codeowners") },
  {
    code: "agent-file",
    says: "gives orders to coding agents",
    pattern: named(
      "agents\\.md|agents\\.override\\.md|claude\\.md|claude\\.local\\.md|gemini\\.md|copilot-instructions\\.md|[^/]+\\.instructions\\.md|[^/]+\\.prompt\\.md|skill\\.md|\\.cursorrules|\\.windsurfrules|\\.clinerules|\\.roorules|\\.goosehints|\\.mcp\\.json|mcp\\.json|\\.aider[^/]*",
    ),
  },
  {
    code: "agent-file",
    says: "gives orders to coding agents",
    pattern: below(
      "\\.claude|\\.claude-plugin|\\.cursor|\\.codex|\\.gemini|\\.agents?|\\.windsurf|\\.clinerules|\\.roo|\\.kiro|\\.junie|\\.continue|\\.opencode|\\.amazonq|\\.github/(instructions|prompts|agents|chatmodes|skills|copilot)",
    ),
  },
  { code: "workflow", says: "steers GitHub and its workflows", pattern: below("\\.github") },
  { code: "workflow", says: "is an action's entry", pattern: named("action\\.ya?ml") },
  {
    code: "hook",
    says: "makes git or an editor run commands",
    pattern: named(
      "\\.gitattributes|\\.gitmodules|\\.gitconfig|\\.pre-commit-(config|hooks)\\.ya?ml|\\.?lefthook(-local)?\\.(ya?ml|toml|json)|\\.lintstagedrc(\\.[a-z]+)?|lint-staged\\.config\\.[cm]?[jt]s|\\.huskyrc[^/]*|\\.overcommit\\.yml|\\.envrc|\\.tool-versions|\\.?mise\\.toml",
    ),
  },
  {
    code: "hook",
    says: "makes git or an editor run commands",
    pattern: below("\\.husky|\\.githooks|\\.hooks|git-?hooks|\\.vscode|\\.idea|\\.zed|\\.fleet"),
  },
  {
    code: "lockfile",
    says: "pins dependencies",
    pattern: named(
      "package-lock\\.json|npm-shrinkwrap\\.json|yarn\\.lock|pnpm-lock\\.yaml|bun\\.lockb?|deno\\.lock|uv\\.lock|poetry\\.lock|pdm\\.lock|pipfile\\.lock|pylock[^/]*\\.toml|cargo\\.lock|go\\.sum|go\\.work\\.sum|gemfile\\.lock|composer\\.lock|mix\\.lock|flake\\.lock|packages\\.lock\\.json|gradle\\.lockfile|podfile\\.lock|pubspec\\.lock|package\\.resolved|conan\\.lock",
    ),
  },
  {
    code: "manifest",
    says: "declares dependencies and commands",
    pattern: named(
      "package\\.json|package\\.json5|package\\.yaml|pnpm-workspace\\.yaml|\\.?pnpmfile\\.[cm]?js|pyproject\\.toml|setup\\.(py|cfg)|(dev-|test-)?requirements([-_.][^/]*)?\\.(txt|in)|constraints\\.txt|pipfile|environment\\.ya?ml|cargo\\.toml|go\\.mod|go\\.work|gemfile|[^/]+\\.gemspec|composer\\.json|pom\\.xml|(build|settings|init)\\.gradle(\\.kts)?|gradle\\.properties|gradlew(\\.bat)?|mvnw(\\.cmd)?|[^/]+\\.(cs|fs|vb)proj|directory\\.[^/]+\\.(props|targets)|nuget\\.config|mix\\.exs|pubspec\\.yaml|package\\.swift|podfile|deno\\.jsonc?|jsr\\.json|bunfig\\.toml|\\.npmrc|\\.yarnrc(\\.yml)?|pip\\.conf|\\.pypirc|vcpkg\\.json|conanfile\\.(py|txt)|build\\.sbt|requirements/[^/]+\\.(txt|in)",
    ),
  },
  {
    code: "manifest",
    says: "configures the package manager",
    pattern: below("\\.yarn|\\.cargo|\\.mvn|gradle/wrapper"),
  },
  {
    code: "runner-config",
    says: "configures how tests run",
    pattern: named(
      "(vitest|vite|jest|ava|karma|playwright|cypress|wdio|stryker|nyc|babel|webpack|rollup|esbuild|tsup|rspack|metro|cucumber)\\.(conf|config|workspace|setup|projects)\\.([cm]?[jt]sx?|json)|(vitest|jest)[.-]setup\\.[cm]?[jt]sx?|\\.(mocharc|nycrc|c8rc|babelrc|swcrc|taprc|noderc)(\\.[a-z]+)?|[jt]sconfig([.-][^/]*)?\\.json|pytest\\.(ini|toml)|\\.pytest\\.(ini|toml)|conftest\\.py|tox\\.(ini|toml)|noxfile\\.py|\\.coveragerc|sitecustomize\\.py|usercustomize\\.py|[^/]+\\.pth|nextest\\.toml|phpunit\\.xml(\\.dist)?|\\.rspec|node\\.config\\.json|\\.env(\\.[^/]*)?",
    ),
  },
  {
    code: "ci",
    says: "steers builds or deployments",
    pattern: named(
      "([^/]+\\.)?(docker|container)file(\\.(?![cm]?[jt]sx?$|py$|go$|rs$)[^/]*)?|\\.dockerignore|(docker-)?compose([.-][^/]*)?\\.ya?ml|jenkinsfile(\\.groovy)?|\\.gitlab-ci[^/]*\\.ya?ml|\\.travis\\.ya?ml|azure-pipelines[^/]*\\.ya?ml|bitbucket-pipelines\\.ya?ml|\\.?drone\\.ya?ml|\\.?appveyor\\.ya?ml|\\.cirrus\\.(ya?ml|star)|\\.woodpecker\\.ya?ml|cloudbuild\\.ya?ml|buildspec\\.ya?ml|codemagic\\.yaml|wercker\\.yml|\\.?earthfile|vagrantfile|tiltfile|skaffold\\.yaml|procfile|netlify\\.toml|vercel\\.json|fly\\.toml|render\\.yaml|gnumakefile|makefile|justfile|\\.?taskfile\\.(ya?ml)|renovate\\.json5?|\\.renovaterc[^/]*",
    ),
  },
  {
    code: "ci",
    says: "steers builds or deployments",
    pattern: below(
      "\\.circleci|\\.buildkite|\\.gitlab|\\.gitea|\\.forgejo|\\.woodpecker|\\.teamcity|\\.tekton|\\.semaphore|\\.azuredevops|\\.devcontainer|\\.jenkins|\\.harness",
    ),
  },
  { code: "ci", says: "lies in a top-level folder that configures tools", pattern: /^\.[^/]+\// },
];

/** What a file at this path steers besides the product; `null` for an ordinary file. Spelling is no disguise. */
export function steeringFile(path: string): Steering | null {
  const folded = foldPath(path);
  return rules.find(({ pattern }) => pattern.test(folded)) ?? null;
}
