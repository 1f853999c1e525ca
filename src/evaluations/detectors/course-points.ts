/**
 * What each sign of a call's course is worth for each criterion, in hundredths of the way from `not_met` (0) to `met`
 * (100): the base plus each sign times its points. Found by ridge regression over the labelled dialogues that may be
 * read, all trades alike, the given ones four times, each criterion drawn towards the mean of all. A sign may only help or only harm, save those that
 * tell different things of the two sides: late questions tell a keen customer and an unclear manager, and who commits
 * all the same was not always served well (`customer_asks`, `asks_terms`, `tells`, `still_asks`, `reflects`, `terse`, `commits`).
 */
export const COURSE_POINTS = `
criterion base asks_early customer_asks asks_terms tells still_asks echo reflects sums_up repeats evaded terse exclaims parts_sour figures filler vague contact step_time warmth cold contempt boasts benefit pushes agreement liking thanks cancel leaving elsewhere irony displeasure confusion asked_again no_need denies sour sour_end pleased pleased_end commits words_customer words_customer_end words_customer_low
greeting_intro 91 0 -26 6 -11 -2 0 -2 7 -1 -4 -37 0 -6 15 0 -7 0 6 37 -30 -21 0 0 0 6 10 0 0 0 -30 0 0 0 -14 -10 -8 -8 -4 0 0 13 10 -29 15
need_discovery 7 31 -19 19 -12 13 0 21 5 -13 -16 19 3 0 27 -15 -21 6 7 4 -16 -27 -32 3 0 2 9 0 0 0 -34 -8 0 -5 0 -6 -10 -12 0 15 1 1 32 4 12
active_listening 21 28 -25 21 -26 2 0 28 8 -11 -9 32 23 0 26 -24 -20 0 4 2 -17 -23 -34 8 0 2 11 2 0 -1 -32 -14 0 -26 -25 -1 -13 -21 0 16 26 2 20 10 7
product_presentation -8 18 -17 16 -15 13 0 21 4 -13 -12 24 0 0 29 -5 -24 1 22 0 -17 -23 -27 0 0 14 16 0 0 0 -24 -5 0 -12 0 -7 -14 -13 0 10 1 -4 20 8 19
objection_handling 18 23 -28 5 -22 0 3 16 7 -16 -3 20 17 -10 24 -15 -9 17 16 8 -18 -16 -19 0 -12 4 0 10 0 -6 -21 -12 -14 -2 0 0 -15 0 -10 0 8 -6 12 22 4
next_step 25 27 -19 15 -18 6 0 -1 0 -18 -6 12 3 -12 31 -14 -10 21 22 3 -15 -21 -40 0 -11 3 0 0 0 -16 -24 -13 -4 -16 0 0 0 -17 -15 5 5 -6 20 25 -4
tone_politeness 50 1 -5 3 -16 -11 0 6 0 -13 0 2 0 -8 12 0 0 15 8 28 -23 -41 -18 0 -4 11 0 4 -4 -21 -26 -9 -8 -7 0 0 -14 0 0 3 9 -5 9 14 19
speech_clarity 32 12 -3 2 -3 5 2 9 7 -9 -30 13 7 0 31 -33 -35 15 3 10 0 -3 -12 8 0 0 6 0 0 0 -27 -3 0 -6 -10 0 -15 -21 -6 3 0 3 23 7 -2
script_compliance 44 14 -18 6 -27 11 0 20 0 -5 -9 11 20 -1 7 -2 0 19 1 9 -22 -17 -26 0 -19 0 0 10 -4 -11 -22 -6 -10 0 -3 -1 -8 -3 -10 4 13 -19 10 24 12
closing 54 0 -6 10 -2 -8 0 -5 0 -9 -2 -13 0 -15 9 0 -7 19 7 39 -25 -16 -21 2 -10 16 0 0 0 -19 -16 -1 -10 -3 0 -7 -5 -1 -5 0 3 0 0 5 15
interest 33 0 14 6 1 5 5 6 6 -4 0 22 2 0 10 0 0 4 6 0 0 -15 -13 2 0 21 2 1 -2 -3 -7 0 0 0 0 -22 -38 -4 0 0 4 10 16 7 2
trust 14 21 -11 11 -11 -1 4 11 3 -15 -7 14 21 -8 0 0 0 7 0 4 -21 -15 -26 0 -12 0 0 21 0 -18 -14 -16 -15 0 0 0 -14 0 -6 15 15 5 23 25 6
objections_raised 119 0 -16 11 -8 19 0 -11 0 0 -3 -19 0 0 0 0 -15 0 7 17 -3 -8 -12 10 0 0 0 0 -2 -4 0 0 0 0 0 0 -7 0 0 0 0 -2 -11 -6 -8
readiness_to_buy -7 0 14 5 -17 8 0 -5 0 -11 0 42 25 -4 29 0 -5 13 27 0 -13 -24 -18 0 -4 5 5 6 -4 -9 -26 -9 -2 0 0 -9 -30 -8 -6 1 16 -7 5 29 4
satisfaction 26 8 -16 6 -15 2 0 9 5 -16 0 15 7 -16 7 -2 -6 6 4 9 -18 -22 -24 0 -6 1 0 18 -2 -14 -22 -3 -12 -17 -8 0 -6 -13 -11 20 28 -4 23 15 11
mutual_understanding 11 11 -16 15 -21 0 2 18 6 -23 -12 20 11 0 26 -6 -9 9 10 3 -13 -21 -23 0 -7 0 0 9 0 -7 -27 -11 -6 -5 0 -1 -22 -3 -12 4 18 -2 17 32 10
need_uncovered 39 11 -13 23 -18 12 0 16 0 -10 -11 18 4 0 24 -9 -1 3 4 9 -9 -30 -21 0 -26 1 0 0 -2 -10 -31 -12 -8 -5 0 -10 -18 -2 0 4 14 0 15 17 5
value_fit -1 3 -17 14 -13 6 6 13 4 -17 -15 25 9 0 27 0 -10 10 14 0 -9 -22 -22 0 -8 5 0 11 0 -19 -21 -13 -1 0 0 0 -17 -8 -12 7 17 5 17 32 5
objections_resolved 3 16 -22 3 -16 2 0 15 4 -20 -10 20 15 -15 28 -8 -10 9 24 0 -10 -21 -20 0 -1 7 0 9 0 -5 -15 -11 -8 -5 0 0 -15 -5 -9 2 16 1 17 23 1
tone_both_sides 39 0 -3 15 -12 -4 0 9 1 0 0 9 1 -13 1 0 0 5 10 22 -12 -35 -2 0 -20 7 3 11 0 -11 -34 -5 -13 -14 -9 0 -29 -6 -10 6 17 -1 8 20 14
clarity 39 15 -15 7 -23 5 9 17 3 -20 -22 15 8 0 29 -23 -30 15 9 9 -7 -19 -21 0 -9 0 0 0 0 0 -32 -9 -10 -9 0 -4 -19 0 -1 0 0 -7 9 30 -6
agreed_outcome 20 9 -17 21 -19 1 0 5 2 -13 -8 14 6 -5 34 -9 -9 15 19 2 -5 -22 -35 0 -11 5 0 0 0 -6 -23 -7 -11 -17 -3 0 -7 -7 -16 0 9 -3 20 32 -4
`;
