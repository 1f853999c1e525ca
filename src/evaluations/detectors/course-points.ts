/**
 * What each sign of a call's course is worth for each criterion, in hundredths of the way from `not_met` (0) to `met`
 * (100): the base plus each sign times its points. Found by ridge regression over the labelled dialogues that may be
 * read, all trades alike; a sign may only help or only harm, save `still_asks`: late questions tell a keen customer and
 * an unclear manager.
 */
export const COURSE_POINTS = `
criterion base asks_early customer_asks still_asks echo reflects sums_up repeats evaded terse exclaims parts_sour figures filler vague contact step_time warmth cold benefit pushes agreement liking thanks cancel leaving displeasure confusion asked_again no_need denies sour sour_end pleased pleased_end commits
greeting_intro 106 0 -35 -3 0 0 1 0 -6 -61 0 -8 2 0 -1 0 0 30 -28 0 0 0 16 0 0 0 0 0 -12 -10 0 -6 0 0 0 18
need_discovery 25 33 -25 22 0 22 7 -5 -15 17 0 0 25 -15 -19 7 13 0 -24 0 0 1 10 0 -2 0 0 -3 0 -9 -11 -16 0 15 0 1
active_listening 24 26 -36 11 0 22 10 0 -4 35 19 -1 26 -25 -16 0 15 0 -19 0 0 2 10 0 -6 -3 0 -26 -27 0 -16 -18 -15 23 21 6
product_presentation 9 18 -21 23 0 18 8 -6 -10 17 0 -6 22 -7 -25 2 33 0 -21 0 0 18 11 0 -6 0 0 -12 0 -5 -17 -19 -4 13 0 0
objection_handling 17 24 -29 6 0 12 7 -10 -4 14 7 -13 18 -11 -1 17 26 6 -26 0 -19 9 0 4 0 -6 -7 -3 0 0 -13 0 -9 0 11 0
next_step 25 20 -17 12 0 0 2 -12 -8 16 0 -25 24 -7 -11 17 34 4 -17 0 -20 6 0 0 -6 -21 -1 -14 0 0 0 -15 -19 14 6 0
tone_politeness 67 2 -15 -5 0 0 0 -6 0 9 0 -8 0 0 0 16 13 21 -47 0 0 18 0 13 -2 -12 -7 -7 0 0 -19 0 -3 4 1 0
speech_clarity 44 7 0 3 0 14 5 -2 -41 -1 0 0 23 -32 -26 18 16 10 0 2 0 0 10 0 0 0 0 -6 -7 0 -12 -24 -5 4 0 0
script_compliance 65 15 -16 11 0 9 0 0 -12 -1 8 -10 0 -2 0 11 4 0 -33 0 -32 7 5 3 -15 -9 -6 0 -6 -2 -14 0 -12 1 12 0
closing 57 0 -1 -4 0 0 0 -4 0 -12 0 -9 0 -7 -2 18 2 51 -35 1 -10 26 0 0 0 -9 -10 0 0 -2 0 0 0 7 0 0
interest 53 1 16 8 10 0 10 0 0 8 0 -5 0 0 0 2 9 0 0 3 0 16 5 8 -4 -8 0 0 0 -19 -38 -9 -4 2 5 12
trust 29 22 -13 4 9 5 12 -10 -5 8 28 -26 0 0 0 8 2 0 -25 0 -15 8 0 24 -5 -20 -14 0 0 0 -23 0 -11 17 17 4
objections_raised 95 0 -18 21 0 0 0 0 0 -9 0 0 0 0 -7 0 0 20 0 1 0 0 0 0 -1 0 0 0 0 0 0 0 0 0 0 0
readiness_to_buy -9 0 20 15 0 0 0 -6 0 43 18 -9 18 0 0 8 37 0 -19 0 -11 9 0 11 -8 -12 0 0 0 -9 -23 -19 -7 15 21 0
satisfaction 38 7 -18 6 0 5 8 -7 0 14 10 -30 0 -1 -1 7 13 5 -28 0 -7 7 0 21 -3 -18 -8 -16 -5 0 -11 -11 -21 20 28 0
mutual_understanding 29 7 -24 8 1 12 9 -16 -15 18 4 -14 21 -6 -7 11 22 0 -18 0 -8 7 0 7 -6 -7 -4 -3 0 0 -33 -3 -22 8 21 1
need_uncovered 48 18 -19 20 0 9 7 0 -8 18 4 0 20 -10 0 0 7 0 -11 0 -31 1 1 0 -9 -8 -7 -1 0 -13 -15 -2 0 8 11 5
value_fit 12 4 -19 19 7 5 8 -12 -17 24 2 -15 22 0 -14 12 23 0 -9 0 -7 11 0 11 -1 -30 0 0 0 0 -22 -13 -21 10 21 10
objections_resolved 3 18 -23 11 0 10 4 -17 -15 15 5 -23 26 -4 -4 8 33 0 -14 0 -6 10 0 6 0 -11 -5 -2 0 0 -16 -5 -15 5 24 7
tone_both_sides 53 0 -11 7 0 0 3 0 0 15 0 -20 0 0 0 8 9 20 -30 0 -13 16 9 19 0 0 -15 -10 -6 0 -34 -6 -16 5 8 0
clarity 36 12 -15 7 3 12 0 -6 -28 12 6 0 24 -18 -29 16 19 4 -9 0 -18 4 0 0 -2 -2 -10 -9 0 -6 -15 0 0 2 4 0
agreed_outcome 28 6 -21 11 2 0 5 -3 -7 14 0 -18 29 -4 -11 11 30 2 -10 0 -19 10 1 0 0 -12 -10 -16 -1 0 -14 -2 -25 9 11 0
`;
