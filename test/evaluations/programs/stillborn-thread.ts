/** A thread that cannot start. */
throw new Error("there is no memory for it");
