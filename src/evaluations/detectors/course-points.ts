/**
 * What each sign of a call's course is worth for each criterion, in hundredths of the way from `not_met` (0) to `met`
 * (100): the base plus each sign times its points. Found by ridge regression over the labelled dialogues that may be
 * read, all trades alike, each criterion drawn towards the mean of all. A sign may only help or only harm, save those that
 * tell different things of the two sides: late questions tell a keen customer and an unclear manager, and who commits
 * all the same was not always served well (`customer_asks`, `asks_terms`, `tells`, `still_asks`, `reflects`, `terse`, `commits`).
 */
export const COURSE_POINTS = `
criterion base asks_early customer_asks asks_terms tells still_asks echo reflects sums_up repeats evaded terse exclaims parts_sour figures filler vague contact step_time warmth cold benefit pushes agreement liking thanks cancel leaving displeasure confusion asked_again no_need denies sour sour_end pleased pleased_end commits
greeting_intro 105 0 -37 -7 -12 4 1 -16 8 0 -11 -56 0 -15 8 0 -1 0 5 34 -26 0 0 0 18 0 0 0 0 0 -11 -6 0 0 -4 0 2 15
need_discovery 23 39 -30 25 -9 25 0 23 5 -13 -31 26 0 0 31 -13 -18 11 11 0 -26 0 -1 0 7 0 0 0 0 -7 0 -9 -24 -12 -8 21 0 -4
active_listening 33 34 -39 20 -27 14 0 24 10 -6 -18 40 18 -4 30 -26 -15 0 13 0 -22 0 0 1 7 0 -3 -3 0 -27 -20 0 -30 -13 -24 32 24 5
product_presentation 15 23 -26 20 -18 27 0 20 6 -13 -24 25 0 -8 27 -6 -24 5 31 0 -24 0 0 15 8 0 -3 0 0 -16 0 -3 -29 -16 -12 22 2 -5
objection_handling 25 30 -29 5 -28 12 0 14 9 -14 -11 21 7 -15 23 -13 -3 16 24 11 -30 0 -17 8 0 2 0 -3 -4 -5 0 0 -27 0 -13 11 18 -3
next_step 23 28 -21 15 -13 18 3 -10 4 -16 -20 23 0 -27 30 -7 -11 18 35 10 -20 0 -20 5 0 0 -4 -18 0 -17 0 0 -12 -10 -24 20 9 -4
tone_politeness 73 10 -21 1 -18 4 0 -3 0 -8 0 16 0 -9 0 0 0 15 18 23 -49 0 0 18 0 12 0 -8 -4 -10 0 0 -31 0 -8 16 5 -16
speech_clarity 43 10 -7 12 -8 8 0 15 3 -7 -50 8 1 0 29 -31 -29 19 15 14 -2 1 0 0 8 0 0 0 0 -8 -4 0 -26 -20 -11 13 0 -5
script_compliance 74 21 -19 11 -25 19 0 11 0 -1 -24 6 5 -14 3 -4 0 10 4 1 -37 0 -29 7 5 0 -10 -8 -4 0 -5 0 -26 0 -18 15 16 -18
closing 53 0 -8 11 4 3 0 -7 0 -9 -9 -2 0 -13 2 -7 -4 19 5 55 -36 3 -11 24 0 0 0 -8 -8 -2 0 0 -12 0 0 15 0 -7
interest 46 6 8 9 7 12 7 -5 9 0 -2 17 0 -8 1 0 0 2 10 5 0 4 0 14 5 6 -5 -7 0 0 0 -17 -47 -10 -10 10 9 10
trust 33 26 -16 13 -14 10 7 7 12 -14 -17 16 28 -29 0 0 0 8 2 3 -27 0 -14 7 0 21 -2 -20 -11 0 0 0 -35 0 -15 26 22 0
objections_raised 101 0 -26 10 -6 27 0 -18 0 0 -10 -8 0 0 0 0 -8 0 0 24 0 10 0 0 0 0 -1 0 0 0 0 0 0 0 0 0 0 2
readiness_to_buy -8 0 9 12 -10 24 0 -12 0 -8 0 44 19 -9 26 0 -1 10 39 0 -20 0 -12 8 1 12 -7 -12 0 0 0 -5 -31 -17 -14 27 26 -8
satisfaction 39 12 -21 8 -15 12 0 7 8 -10 -7 22 11 -32 3 0 -4 8 14 10 -31 0 -7 7 0 19 0 -16 -5 -19 -2 0 -24 -8 -26 28 31 -8
mutual_understanding 35 14 -27 11 -21 14 1 13 9 -22 -24 25 3 -17 25 -6 -8 12 20 0 -22 0 -8 5 0 5 -3 -7 -1 -5 0 0 -44 0 -27 18 24 -2
need_uncovered 48 25 -23 23 -15 23 0 9 6 -6 -22 26 2 0 26 -10 0 3 4 3 -15 0 -31 0 0 0 -6 -6 -3 -4 0 -12 -26 -1 -7 16 14 1
value_fit 15 11 -23 18 -12 24 6 5 7 -18 -31 30 1 -18 27 0 -15 12 21 0 -13 0 -7 9 0 8 0 -29 0 0 0 0 -33 -11 -27 19 25 7
objections_resolved 5 23 -26 -2 -13 18 0 11 5 -19 -18 23 5 -25 31 -4 -6 7 31 0 -18 0 -7 8 0 4 0 -9 -4 -2 0 0 -29 -1 -20 16 29 5
tone_both_sides 60 0 -17 6 -17 12 0 -2 7 0 0 21 0 -24 0 0 0 9 13 23 -32 0 -11 16 7 19 0 0 -11 -13 -5 0 -44 -2 -21 17 13 -12
clarity 44 20 -17 11 -30 15 4 15 0 -12 -37 19 5 0 28 -19 -29 15 19 9 -12 0 -16 3 0 0 0 0 -4 -10 0 -4 -29 0 -4 15 8 -11
agreed_outcome 27 14 -24 20 -16 16 3 -4 5 -10 -20 22 0 -21 35 -4 -11 12 29 8 -15 0 -19 9 0 0 0 -10 -7 -19 0 0 -26 0 -30 17 15 -5
`;
