import { z } from "@hono/zod-openapi";
import type { UnreadableDelivery } from "./set-aside/set-aside.ts";

/** How an arrival that nobody could read goes over the wire. */
export const UnreadableWire = z
  .object({
    id: z.uuid(),
    source: z.string().openapi({ description: "Key of its source." }),
    received_at: z.iso.datetime(),
    reason_code: z.string().openapi({
      description: "`media_type`, `malformed`, `field_missing` or `field_wrong`.",
      example: "field_missing",
    }),
    pointer: z.string().nullable().openapi({ description: "The field at fault; null: about no field." }),
    detail: z.string().nullable().openapi({ description: "What its sender was told." }),
    body: z
      .string()
      .openapi({ description: "How it began, at most 8 KiB; asked for alone, all that is kept (64 KiB)." }),
    body_bytes: z.int(),
  })
  .openapi("UnreadableDelivery");
export type UnreadableWire = z.infer<typeof UnreadableWire>;

/** A page of them. */
export const UnreadableList = z
  .object({ items: z.array(UnreadableWire), next_cursor: z.string().nullable() })
  .openapi("UnreadableDeliveryList");

/** Puts one into its wire shape. */
export function unreadableToWire(delivery: UnreadableDelivery): UnreadableWire {
  const { id, source, receivedAt, reason, pointer, detail, body, bodyBytes } = delivery;
  return {
    ...{ id, source, received_at: receivedAt.toISOString(), reason_code: reason, pointer, detail },
    ...{ body, body_bytes: bodyBytes },
  };
}
