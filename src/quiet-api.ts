import type { ServiceApi } from "./audit/command/backfill-way.ts";
import type { Config } from "./config.ts";
import { createLogger } from "./http/logger.ts";
import { createService } from "./service.ts";

/** The API of a service in this process that listens to nobody and works on nothing: what is queued waits for a server. */
export async function openQuietApi(config: Config, version: string): Promise<ServiceApi> {
  const service = await createService({ ...config, role: "web" }, { version, logger: createLogger("silent") });
  const key = config.access.key === null ? {} : { authorization: `Bearer ${config.access.key}` };
  return {
    // On a server of its own somebody else may be at work.
    isAtWork: config.databaseUrl !== null,
    close: () => service.close(),
    request: async (path, { headers = {}, ...init } = {}) => {
      const host = { host: "127.0.0.1" };
      return service.app.request(`http://127.0.0.1${path}`, {
        ...init,
        headers: { ...headers, ...key, ...host },
      } as never);
    },
  };
}
