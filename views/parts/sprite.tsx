/** Names of the icons in the sprite. */
export type IconName =
  | "met"
  | "partial"
  | "not-met"
  | "na"
  | "unclear"
  | "band-1"
  | "band-2"
  | "band-3"
  | "band-4"
  | "cap"
  | "info"
  | "doubt"
  | "now"
  | "wait"
  | "withheld"
  | "next"
  | "previous";

const STEPS = ["M1 1h5v14H1z", "M9 1h5v14H9z", "M17 1h5v14h-5z", "M25 1h5v14h-5z"];

/** One picture of the sprite as large as the text beside it; always decorative, a word stands next to it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  );
}

/** All icons, once on every page, right after the skip link. */
export function Sprite() {
  return (
    <svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false">
      <symbol id="i-met" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="7.5" fill="currentColor" />
        <path class="icon-cut" d="M4.4 8.3l2.5 2.5 4.7-5.2" />
      </symbol>
      <symbol id="i-partial" viewBox="0 0 16 16">
        <circle class="icon-line" cx="8" cy="8" r="6.7" />
        <path d="M8 1.3a6.7 6.7 0 0 0 0 13.4z" fill="currentColor" />
      </symbol>
      <symbol id="i-not-met" viewBox="0 0 16 16">
        <path d="M1 1h14v14H1z" fill="currentColor" />
        <path class="icon-cut" d="M4.6 4.6l6.8 6.8M11.4 4.6l-6.8 6.8" />
      </symbol>
      <symbol id="i-na" viewBox="0 0 16 16">
        <path class="icon-line" d="M2 8h12" />
      </symbol>
      <symbol id="i-unclear" viewBox="0 0 16 16">
        <path class="icon-line" d="M8 .9L15.1 8 8 15.1.9 8z" />
        <path class="icon-line" d="M6.2 6.6a1.8 1.8 0 1 1 2.6 1.6c-.5.3-.8.6-.8 1.2M8 10.6v1.3" />
      </symbol>
      {[1, 2, 3, 4].map((band) => (
        <symbol id={`i-band-${band}`} viewBox="0 0 30 16">
          {STEPS.map((step, index) => (
            <path class={index < band ? "band-step band-step--on" : "band-step"} d={step} />
          ))}
        </symbol>
      ))}
      <symbol id="i-cap" viewBox="0 0 16 16">
        <path class="icon-line" d="M1 2h14M8 15V6M4.5 9L8 5.5 11.5 9" />
      </symbol>
      <symbol id="i-info" viewBox="0 0 16 16">
        <path class="icon-line" d="M1.5 1.5h13v13h-13z" />
        <path class="icon-line" d="M8 7v5M8 4v1.6" />
      </symbol>
      <symbol id="i-doubt" viewBox="0 0 16 16">
        <path class="icon-line" d="M8 1.5l7 12.6H1z" />
        <path class="icon-line" d="M8 6v4M8 11.2v1.4" />
      </symbol>
      <symbol id="i-now" viewBox="0 0 16 16">
        <circle class="icon-line" cx="8" cy="8" r="6.7" />
        <circle cx="8" cy="8" r="3" fill="currentColor" />
      </symbol>
      <symbol id="i-wait" viewBox="0 0 16 16">
        <circle class="icon-line" cx="8" cy="8" r="6.7" />
      </symbol>
      <symbol id="i-withheld" viewBox="0 0 16 16">
        <path class="icon-line" d="M1 8s2.6-4.6 7-4.6S15 8 15 8s-2.6 4.6-7 4.6S1 8 1 8zM2.5 14.5l11-13" />
        <circle class="icon-line" cx="8" cy="8" r="2" />
      </symbol>
      <symbol id="i-next" viewBox="0 0 16 16">
        <path class="icon-line" d="M3.5 5.5L8 10.5l4.5-5" />
      </symbol>
      <symbol id="i-previous" viewBox="0 0 16 16">
        <path class="icon-line" d="M3.5 10.5L8 5.5l4.5 5" />
      </symbol>
    </svg>
  );
}
