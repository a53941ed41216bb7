import { claimsContract } from "../contracts/claims.ts";
import { fakeClaims } from "./fake-claims.ts";

claimsContract("in memory", async () => ({ claims: fakeClaims(), base: "b".repeat(40) }));
