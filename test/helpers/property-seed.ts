import fc from "fast-check";

/** The same properties are tried in every run, so that a failure is a change; `PROPERTY_SEED` tries others. */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20_261_124) });
