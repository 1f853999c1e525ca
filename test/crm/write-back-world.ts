import { createHash } from "node:crypto";
import { v7 as newId } from "uuid";
import { createStandardWebhookTarget } from "../../src/adapters/standard-webhook-target.ts";
import { acceptTextCall } from "../../src/audit/store.ts";
import { listDueEndpoints } from "../../src/crm/endpoints/claim-store.ts";
import { addEndpoint, type EndpointDeps } from "../../src/crm/endpoints/manage-endpoints.ts";
import { type SendDeps, sendWriteBacks } from "../../src/crm/endpoints/send-write-backs.ts";
import { tellChanges } from "../../src/crm/endpoints/tell-changes.ts";
import type { WriteBack } from "../../src/crm/endpoints/write-back.ts";
import { listAttempts, listWriteBacks } from "../../src/crm/endpoints/write-back-store.ts";
import type { Database } from "../../src/db/database.ts";
import { createSealer } from "../../src/db/sealing.ts";
import { registerScorecards } from "../../src/evaluations/load-scorecards.ts";
import { BUILT_IN_SCORECARDS } from "../../src/evaluations/scorecards/built-in-scorecards.ts";
import { storeEvaluation } from "../../src/evaluations/store.ts";
import { createLogger } from "../../src/http/logger.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../fakes/webhook-receiver.ts";
import { testDatabase } from "../helpers/database.ts";
import { evaluationOf, talk } from "../views/material.ts";

const WORDS = "Менеджер: Добрый день!\nКлиент: Здравствуйте.";
const SOURCE = "default";

/** Endpoints, receivers and results on one database, with a clock that a test moves. */
export class WriteBackWorld {
  readonly database: Database;
  readonly receivers: WebhookReceiver[] = [];
  readonly deps: SendDeps & EndpointDeps;
  /** Milliseconds since 1970. */
  clockMs = Date.now();
  /** After so long a request is cut off. */
  deliveryMaxMs = 600_000;
  #privateHosts: string[] = [];
  #count = 0;

  private constructor(database: Database) {
    this.database = database;
    const now = () => new Date(this.clockMs);
    const world = this;
    const target = createStandardWebhookTarget({
      policy: { ports: [80, 443], privateHosts: this.#privateHosts },
      connect: null,
      now,
      get deliveryMaxMs() {
        return world.deliveryMaxMs;
      },
    });
    this.deps = {
      ...{ db: database.db, sealer: createSealer("a secret key of this test only"), now },
      targets: new Map([[target.kind, target]]),
      ...{ reportLanguage: "ru", publicUrl: "https://razbor.example", random: () => 0.5 },
      ...{ logger: createLogger("silent"), onAttempt: () => {}, nudge: () => {} },
    };
  }

  static async open(): Promise<WriteBackWorld> {
    const database = await testDatabase();
    await registerScorecards(database.db, BUILT_IN_SCORECARDS);
    return new WriteBackWorld(database);
  }

  async close(): Promise<void> {
    for (const receiver of this.receivers) await receiver.stop();
    await this.database.close();
  }

  /** A receiver and an endpoint that leads to it. */
  async endpoint(source: string | null = null): Promise<{ id: string; receiver: WebhookReceiver }> {
    const receiver = await startWebhookReceiver({ now: () => this.clockMs });
    this.receivers.push(receiver);
    this.#privateHosts.push(receiver.host);
    const given = { name: null, kind: "webhook", url: receiver.url, secret: null, source };
    const { endpoint, secret } = await addEndpoint(this.deps, given);
    receiver.secrets.push(secret ?? "");
    return { id: endpoint.id, receiver };
  }

  /** A result of a call becomes current; another one for the same `externalId` changes it. */
  async evaluate(
    externalId: string,
    total: number,
    source = SOURCE,
  ): Promise<{ callId: string; evaluationId: string }> {
    const words = talk(`${WORDS}\nМенеджер: Звонок ${++this.#count}.`);
    const scorecard = { key: "manager-plus", revision: 1 };
    const hash = createHash("sha256").update(String(this.#count)).digest("hex");
    const accepted = await acceptTextCall(this.deps.db, {
      ids: { call: newId(), transcript: newId(), roleAssignment: newId(), manager: newId() },
      ...{ source, externalId, managerId: "m-1", direction: null, startedAt: null, languageHint: null, tags: [] },
      metadata: { phone: "+79990000000" },
      handling: { scorecards: [scorecard.key], managerChannel: null },
      ...{ scorecard, transcript: words.transcript, transcriptSha256: hash, language: "ru" },
      roles: { roles: words.roles, madeBy: "label", confidence: 1 },
      ...{ roleAssignmentSha256: hash, processId: newId(), createdAt: new Date() },
    });
    if (accepted.stored !== null) throw new Error("was stored already");
    const evaluationId = newId();
    const { callId, transcriptId, roleAssignmentId, inputSequence } = accepted;
    await storeEvaluation(
      this.deps.db,
      {
        ...{ id: evaluationId, callId, transcriptId, roleAssignmentId, inputSequence, scorecard, judge: "rules" },
        evaluation: evaluationOf(words, "ru", { status: "scored", total, rawTotal: total }),
        createdAt: new Date(),
      },
      [],
    );
    return { callId, evaluationId };
  }

  /** Turns changes into write-backs. */
  tell(): Promise<number> {
    return tellChanges(this.deps);
  }

  /** Sends whatever is due, until nothing is. */
  async send(): Promise<void> {
    for (;;) {
      const due = await listDueEndpoints(this.deps.db, this.deps.now(), 100);
      if (due.length === 0) return;
      await Promise.all(due.map(({ id }) => this.run(id)));
    }
  }

  /** One run for one endpoint. */
  run(endpointId: string, parts: Partial<SendDeps> = {}): Promise<void> {
    const signals = { draining: new AbortController().signal, stopping: new AbortController().signal };
    return sendWriteBacks({ ...this.deps, ...parts }, endpointId, signals);
  }

  /** Every write-back of an endpoint, oldest first. */
  async writeBacks(endpointId: string): Promise<WriteBack[]> {
    const filter = { endpointId, callId: null, status: null };
    return (await listWriteBacks(this.deps.db, filter, { limit: 1_000, after: null })).reverse();
  }

  /** The only write-back of an endpoint. */
  async single(endpointId: string): Promise<WriteBack> {
    const [one, ...more] = await this.writeBacks(endpointId);
    if (one === undefined || more.length > 0) throw new Error("there is not one write-back");
    return one;
  }

  /** The attempts of a write-back, oldest first. */
  async attempts(writeBackId: string) {
    return ((await listAttempts(this.deps.db, [writeBackId], 100)).get(writeBackId) ?? []).reverse();
  }
}
