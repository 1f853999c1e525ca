import { formatCount, formatNumber } from "./format.ts";
import type { ruRecording } from "./ru-recording.ts";

const count = (value: number, one: string, other: string) => formatCount("en", value, { one, other });

/** English texts of a recording on the page of its call. */
export const enRecording: typeof ruRecording = {
  recordingTitle: "Recording",
  playerLabel: (length) => `Recording of the call, ${length}`,
  listenFrom: (at) => `Listen from ${at}`,
  listenNote: "A time plays the recording from there.",
  listenTurnNote: "Click a turn or its time to listen from there.",
  lanesTitle: (length) => `Who spoke when, ${length}`,
  laneShared: "Both sides",
  laneChannel: (number) => `Channel ${number}`,
  unplayable: "The browser cannot play this format. Download the recording and open it on your side.",
  recordingGone: "The recording is not here any more.",
  downloadsTitle: "Download",
  downloadAudio: "recording",
  downloadTranscript: "text",

  swapTitle: "Sides mixed up?",
  swapRoles: "Swap the sides",
  confirmRoles: "The sides are right",
  swapNote: "A new evaluation is made. Nothing is transcribed again.",

  sanityTitle: "Quality of the recording",
  sanityGood: "The sound is clear: no overload, noise or breaks were found.",
  sanityMargin: (db) => `The sound is clear: speech is ${formatNumber("en", Math.round(db))}\u00a0dB above the noise.`,
  sanityFaults: {
    truncated: "The recording breaks off before the length its header promises.",
    duration_differs: "The sound is not as long as the file's header says. The sound counts.",
    clipping: "Overload: loud places are distorted, words in them may be lost.",
    noisy: "Noise nearly covers the speech: words may be lost.",
    quiet: "Very quiet: words may be lost.",
    narrow_band: "Narrow band, as on an old telephone: similar words are mixed up more often.",
    one_side_silent: "Nobody speaks in one of the channels: the other side was not recorded.",
    false_stereo: "Two channels with the same sound: they do not tell the sides apart.",
  },
  sanityNoSpeech: "Nobody speaks in the recording.",
  sanityMono: "One channel: the sides are told apart by words, not by sound.",
  sanityDropped: (pieces) =>
    `${count(pieces, "place was", "places were")} left out where the speech engine made words up in silence.`,

  speechTitle: "Speech",
  speechNote: "Measured from the sound; the score does not depend on it.",
  figureMissing: {
    mono: "not reliable on mono",
    roles_unknown: "sides unknown",
    no_speech: "nobody speaks",
    too_little_speech: "too little speech",
  },
  shareName: "Manager's share of speech",
  shareAbout: "The manager's time of speech divided by that of both sides. Silence does not count.",
  longestName: "Longest monologue",
  longestAbout:
    "From the first to the last sound of one side while the other takes no turn. Sounds of listening up to a second do not break it.",
  ofCustomer: (value) => `customer ${value}`,
  heardAt: "Listen:",
  placesAt: "At:",
  furtherPlaces: (value) => `and ${formatNumber("en", value)} more`,
  interruptionsName: "Manager interrupted",
  interruptionsAbout:
    "How often the manager began over the customer and went on when the customer stopped. Sounds of listening and starting together do not count.",
  times: (value) => count(value, "time", "times"),
  overtalkName: "Speaking together",
  overtalkAbout: "Share of the recording in which both sides sound at once.",
  deadAirName: "Long silence",
  deadAirAbout: "How often both sides were silent for more than three seconds, and for how long in all.",
  pauseName: "Pause before an answer",
  pauseAbout:
    "Mean time from the customer's last sound to the manager's first. Answers over each other and long silence do not count.",
  paceName: "Manager's pace",
  paceAbout: "The manager's words divided by minutes of own speech. Pauses do not count.",
  perMinute: (words) => `${formatNumber("en", words)} words/min`,
  seconds: (value) => `${formatNumber("en", value)}\u00a0s`,

  recordingFacts: { file: "File", length: "Length", size: "Size", sound: "Sound", engine: "Transcription" },
  megabytes: (bytes) =>
    bytes < 100_000
      ? `${formatNumber("en", Math.ceil(bytes / 1_000))}\u00a0KB`
      : `${formatNumber("en", bytes / 1_000_000)}\u00a0MB`,
  soundOf: (codec, channels, kilohertz) =>
    `${codec}, ${channels === 1 ? "mono" : count(channels, "channel", "channels")}, ${formatNumber("en", kilohertz)}\u00a0kHz`,
};
