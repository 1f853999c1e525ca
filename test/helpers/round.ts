/** Whether the long round runs: of files that both rounds run it tries more. */
export const IS_LONG_ROUND = process.env.TEST_ROUND === "long";
