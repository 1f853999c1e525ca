import { afterAll } from "vitest";
import { endLeftovers } from "./endings.ts";

// Before those of the test file, so it is the last to run. Once per file, whatever became of its set-up.
afterAll(endLeftovers);
