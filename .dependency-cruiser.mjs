// Who may import whom. `type-only` imports cross where values may not.
const values = { dependencyTypesNot: ["type-only"] };
const edges = "^server/(http|realtime|jobs)/|^server/(main|open|cli)\\.ts$";
const subjects = "^server/(events|guests|stage|video|reactions|chat|devices|boutiques|staff|maison|mail|door|keys|consents|product|files|mark|rest|pack)/";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    { name: "wall", severity: "error", comment: "pages take types only from the house", from: { path: "^app/" }, to: { path: "^(server|prisma|tests)/", ...values } },
    { name: "contracts-pure", severity: "error", comment: "what crosses the wire imports zod and itself", from: { path: "^contracts/" }, to: { pathNot: "^contracts/|node_modules/zod/" } },
    { name: "infra-knows-no-subject", severity: "error", from: { path: "^server/infra/" }, to: { path: "^server/(?!infra/)", ...values } },
    { name: "subjects-know-no-edge", severity: "error", comment: "a subject cannot reach an edge", from: { path: subjects }, to: { path: edges, ...values } },
    { name: "subjects-never-admit", severity: "error", comment: "a subject cannot admit itself", from: { path: subjects }, to: { path: "^server/access/(admit|knock|steward|pass)\\.ts$", ...values } },
    { name: "passes-are-made-at-the-door", severity: "error", from: { path: "^server/", pathNot: "^server/access/(admit|knock|steward)\\.ts$" }, to: { path: "^server/access/pass\\.ts$", ...values } },
    { name: "one-database-client", severity: "error", from: { path: "^(app|server)/", pathNot: "^server/infra/db\\.ts$" }, to: { path: "^prisma/generated/client\\.ts$", ...values } },
    { name: "one-holder-of-the-media-secret", severity: "error", from: { path: "^server/", pathNot: "^server/infra/(livekit\\.ts|embedded/livekit\\.ts)$" }, to: { path: "node_modules/livekit-server-sdk/", ...values } },
    { name: "zod-through-contracts", severity: "error", comment: "the CSP needs jitless, said once", from: { path: "^(app|server|contracts)/", pathNot: "^contracts/zod\\.ts$" }, to: { path: "node_modules/zod/" } },
    { name: "personas-apart", severity: "error", from: { path: "^app/(door|room|greenroom|tablet|studio|desk|public)/" }, to: { path: "^app/(door|room|greenroom|tablet|studio|desk|public)/", pathNot: "^app/$1/" } },
    { name: "no-circular", severity: "error", from: { pathNot: "^prisma/generated/" }, to: { circular: true, viaOnly: values } },
    { name: "unresolved", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "^virtual:|\\?(url|worker)$" } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(build|prisma/generated/internal)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".css", ".d.ts"],
    },
  },
};
