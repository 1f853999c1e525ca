import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  type TransactionSettings,
} from "kysely";

/**
 * PostgreSQL, whose transactions begin together with their first statement: one round trip fewer for each. The pool must
 * send what follows without waiting (`pipeline`). A server that refuses a plain `begin` nearly always ends the connection,
 * which then refuses the first statement too; where it lives on (a statement cancelled at that moment), the statements
 * were each their own transaction, and the commit throws what the `begin` met.
 */
export class PromptDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new PromptDriver(this.#config);
  }
}

class PromptDriver extends PostgresDriver {
  /** What the begin of each connection's transaction ended with, null when it began; told before any later answer. */
  readonly #begun = new WeakMap<DatabaseConnection, Promise<unknown>>();

  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    this.#begun.delete(connection);
    if (settings.isolationLevel || settings.accessMode) return super.beginTransaction(connection, settings);
    const asked = connection.executeQuery(CompiledQuery.raw("begin"));
    this.#begun.set(
      connection,
      asked.then(
        () => null,
        (error: unknown) => error ?? new Error("the transaction did not begin"),
      ),
    );
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const fault = await this.#begun.get(connection);
    if (fault) throw fault;
    return super.commitTransaction(connection);
  }
}
