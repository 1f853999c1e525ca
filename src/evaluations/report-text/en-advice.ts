/** What to change when a criterion is not met, in English, by detector. `{at}` is the number of the cited utterance. */
export const ADVICE_EN: Record<string, string> = {
  greeting_intro: "In the first words greet, say who you are and from where, and ask whether it is a good time.",
  need_discovery:
    "Before price and terms ask what the customer wants to solve, why now and by when (here: utterance {at}).",
  active_listening: "Say back in your own words what you heard and check it; in this call after utterance {at}.",
  product_presentation:
    "Tie the offer to the customer's words: name the task and show how your option helps (utterance {at}).",
  objection_handling:
    "First accept the doubt and ask for its reason, then answer with a fact, comparison or option (utterance {at}).",
  next_step: "Name the step, who does it, the day and hour, and get a yes; in this call instead of utterance {at}.",
  tone_politeness: "Leave out blame, pressure and indifference: utterance {at} should have been calm and helpful.",
  speech_clarity:
    "Be shorter and exact: one thought, one figure; what you do not know, promise to check (utterance {at}).",
  script_compliance: "Do not promise what is unchecked and do not ask for what you must not; replace utterance {at}.",
  closing: "At the end thank the customer, repeat what was agreed and say goodbye.",
  interest: "Find what matters to this customer and talk about that: the response at utterance {at} was faint.",
  trust: "Back your words with what can be checked: contract, figures, references; the doubt shows at utterance {at}.",
  readiness_to_buy: "Ask what stands in the way and offer an easy first step (utterance {at}).",
  satisfaction:
    "Settle the displeasure before the call ends: accept it and ask whether all is solved (utterance {at}).",
  mutual_understanding: "Check understanding as you go; the gap shows at utterance {at}.",
  need_uncovered: "Find out the reason and the conditions, not only parameters (utterance {at}).",
  value_fit: "Show how the offer solves the customer's task and ask whether it fits (utterance {at}).",
  objections_resolved: "After answering a doubt ask whether it is settled (utterance {at}).",
  tone_both_sides: "Keep a calm tone and do not answer sharply (utterance {at}).",
  clarity: "State the terms exactly: what, how much, when (utterance {at}).",
  agreed_outcome: "End with an outcome both confirm: the step, the day and the hour (utterance {at}).",
};

/** Topics of a call, by concept of the lexicon. */
export const TOPICS_EN: Record<string, string> = {
  price: "Price",
  concession: "Discount and instalments",
  warranty: "Warranty",
  obj_competitor: "Other offers",
  delivery: "Delivery and dates",
  complaint: "Complaint",
  pay_code: "Payment and card details",
  contract: "Contract",
};

/** Sentences of the summary. */
export const SUMMARY_EN = {
  outcomes: {
    sale: "The customer agreed to buy",
    refusal: "The customer refused",
    callback: "A next step was agreed",
    complaint: "The customer called with a complaint",
    information: "The customer got information; nothing was agreed",
    none: "The call ended with nothing agreed",
  },
  good: "Done well: {names}.",
  bad: "Not done: {names}.",
  weak: "Could be better: {names}.",
  keep: "A strong call: keep this manner and use it as an example for the team.",
  figures: "The manager has {share} % of the words and asked {questions} questions.",
} as const;
