/**
 * What each sign of a call's course is worth for each criterion, in hundredths of the way from `not_met` (0) to `met`
 * (100): the base plus each sign times its points. Found by ridge regression over the labelled dialogues that may be
 * read, all trades alike; a sign may only help or only harm.
 */
export const COURSE_POINTS = `
criterion base asks_early asks_on echo sums_up figures contact step_time agreement acceptance liking trust warmth thanks filler curt cancel refusal leaving displeasure asked_again confusion benefit
greeting_intro 57 7 0 0 4 0 5 4 0 6 11 6 30 10 0 -35 0 0 0 -8 -5 -7 3
need_discovery 18 34 19 0 0 32 12 4 6 0 2 21 0 0 -22 -20 -7 -6 -1 -1 -11 -6 4
active_listening 4 22 21 0 20 22 6 22 0 3 4 22 0 0 -12 -17 -10 0 -3 -3 -17 -17 4
product_presentation 15 18 13 1 11 21 12 19 14 0 6 14 0 0 -14 -24 -6 -4 -7 -5 -5 -4 0
objection_handling -3 13 10 0 4 22 22 15 18 6 2 19 14 11 -9 -19 -14 -1 -5 -12 -3 -6 1
next_step 18 23 10 0 0 8 18 20 22 6 0 11 16 0 -13 -20 -8 0 -20 -7 0 -13 0
tone_politeness 49 0 0 0 0 2 26 9 7 9 0 8 30 11 -1 -17 -13 -3 -8 -13 -4 -5 0
speech_clarity 56 22 6 0 0 7 0 4 2 0 9 9 19 0 -26 -9 0 -7 -1 -3 -8 -21 0
script_compliance 64 8 13 1 3 4 10 8 2 0 1 13 9 0 -15 -25 -14 -10 -11 -16 -3 -10 0
closing 44 6 2 0 0 7 21 4 1 1 0 11 59 0 -11 -31 0 0 -2 -16 0 0 0
interest 46 0 0 0 3 27 11 7 16 6 4 0 7 0 -11 -9 0 -6 -3 -2 0 0 0
trust 25 17 8 12 8 3 17 6 18 0 1 10 16 10 -10 -15 -13 -7 -4 -16 -13 -11 0
objections_raised 93 5 0 0 0 0 0 0 0 0 0 5 11 0 -6 -2 -1 0 0 0 0 0 3
readiness_to_buy 28 0 0 0 0 20 5 4 22 0 0 0 0 0 -18 -17 -1 -7 -11 -2 0 0 0
satisfaction 26 4 16 0 0 11 17 7 10 13 3 14 17 15 -18 -19 -7 0 -8 -15 -9 -15 0
mutual_understanding 9 13 22 0 5 24 13 19 16 7 2 15 3 3 -11 -7 -15 -10 -4 -4 -9 -2 0
need_uncovered 30 34 12 11 5 32 7 2 12 0 0 13 2 0 -24 -3 -6 -3 -11 -4 0 0 0
value_fit 14 16 10 6 9 21 11 21 18 4 3 8 1 0 -17 -25 -8 -5 -15 -2 0 -1 0
objections_resolved -17 20 14 9 8 26 10 17 19 5 11 26 0 5 -3 -12 -15 -2 -6 -4 -3 -5 4
tone_both_sides 47 0 0 0 0 0 22 9 8 13 4 12 27 12 -2 -12 -8 -4 -4 -12 -9 -3 0
clarity 46 16 11 3 0 18 0 11 6 0 4 9 6 0 -26 -5 -4 -4 -4 0 -5 -21 0
agreed_outcome 9 21 11 11 0 14 11 14 29 6 4 17 11 0 -8 -16 -3 0 -16 -3 0 -10 0
`;
