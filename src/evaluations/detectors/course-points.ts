/**
 * What each sign of a call's course is worth for each criterion, in hundredths of the way from `not_met` (0) to `met`
 * (100): the base plus each sign times its points. Found by ridge regression over the labelled dialogues that may be
 * read, all trades alike; a sign may only help or only harm, save `still_asks`: late questions tell a keen customer and
 * an unclear manager.
 */
export const COURSE_POINTS = `
criterion base asks_early echo sums_up figures filler contact step_time step_clock warmth cold benefit recaps pushes acceptance liking liking_late trust need_told thanks cancel leaving displeasure confusion puts_off
greeting_intro 77 10 0 7 0 0 0 0 2 17 -31 0 0 0 0 4 14 0 0 4 0 0 -10 -5 -2
need_discovery 17 24 3 5 19 -21 10 8 18 0 -2 15 13 -10 0 5 3 11 4 0 -17 0 0 -9 -6
active_listening 17 12 4 13 12 -20 0 13 23 0 -15 18 12 -14 0 3 10 13 0 5 -5 0 0 -18 -6
product_presentation -5 4 6 9 13 -6 9 23 27 0 -12 6 11 -16 10 6 12 7 1 1 -11 0 0 -8 9
objection_handling 14 10 6 9 13 -10 13 16 15 9 -27 9 9 -15 8 2 6 10 0 3 0 -7 -5 -5 -13
next_step 18 13 6 9 7 -5 18 21 23 5 -11 0 7 -17 13 0 1 7 0 0 -6 -17 -6 -12 -11
tone_politeness 55 0 0 2 2 0 12 10 3 17 -44 4 0 -6 14 1 3 7 0 6 -1 -12 -9 -2 6
speech_clarity 35 3 5 4 14 -30 5 13 11 10 0 2 5 0 0 4 9 1 0 0 0 0 -1 -9 7
script_compliance 53 9 1 4 1 -13 6 7 14 5 -31 3 0 -15 4 5 12 0 0 0 -6 -11 -5 -1 0
closing 66 0 0 0 0 -9 9 0 3 29 -32 6 0 -18 9 1 3 13 0 3 -1 -9 -14 0 2
interest 28 0 7 9 2 0 10 2 12 6 0 0 8 0 14 1 4 0 29 10 0 -9 0 0 8
trust 5 13 11 12 1 0 15 2 3 4 -17 15 4 -11 9 2 10 9 14 26 -11 -11 -2 0 -8
objections_raised 86 0 0 0 0 0 0 0 6 5 0 0 0 -1 0 0 0 8 4 0 0 0 0 0 1
readiness_to_buy -12 0 3 7 21 -9 11 23 18 0 -2 0 7 -20 9 1 0 0 20 5 -8 -8 -2 0 4
satisfaction 3 2 2 4 5 0 19 13 1 7 -18 14 13 -8 5 2 14 21 14 27 -7 -11 0 -13 -13
mutual_understanding 23 1 5 8 13 -12 8 17 16 0 -21 5 10 -13 6 0 13 8 0 11 -12 -8 -2 -4 -14
need_uncovered 36 16 7 11 12 -21 3 4 17 6 0 10 14 -18 5 3 5 5 6 0 -1 -6 0 -1 -5
value_fit 2 0 10 13 5 0 8 16 20 0 -7 3 8 -14 10 9 13 1 12 13 -11 -22 0 -4 -4
objections_resolved 2 6 6 9 14 0 4 16 19 0 -16 13 10 -8 10 5 11 18 0 5 -2 -7 -4 -7 -17
tone_both_sides 38 0 0 5 0 0 14 6 3 14 -36 8 0 -3 19 7 9 11 6 14 0 -8 -9 0 7
clarity 39 0 7 4 17 -30 4 16 13 0 0 4 0 -4 0 3 13 1 0 0 0 0 0 -13 -2
agreed_outcome 21 4 6 6 14 -2 12 20 17 6 -8 4 1 -18 15 1 10 10 0 0 0 -15 -8 -11 -12
`;
