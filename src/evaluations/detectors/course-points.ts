/**
 * What each sign of a call's course is worth for each criterion, in hundredths of the way from `not_met` (0) to `met`
 * (100): the base plus each sign times its points. Found by ridge regression over the labelled dialogues that may be
 * read, all trades alike, the given ones four times, each criterion drawn towards the mean of all. A sign may only help or only harm, save those that
 * tell different things of the two sides: late questions tell a keen customer and an unclear manager, and who commits
 * all the same was not always served well (`customer_asks`, `asks_terms`, `tells`, `still_asks`, `reflects`, `terse`, `commits`).
 */
export const COURSE_POINTS = `
criterion base asks_early customer_asks asks_terms tells still_asks echo reflects sums_up repeats evaded terse exclaims parts_sour figures filler vague contact step_time warmth cold contempt boasts benefit pushes agreement liking thanks cancel leaving elsewhere irony displeasure confusion asked_again no_need denies sour sour_end pleased pleased_end commits words_customer words_customer_end words_customer_low words_manager words_manager_end words_manager_low
greeting_intro 87 0 -24 5 -11 -2 0 -2 7 -2 -4 -29 0 -7 14 0 -6 0 5 33 -29 -19 0 0 0 7 9 0 0 0 -25 0 0 -1 -13 -8 -6 -6 -2 0 0 11 10 -24 14 11 2 -13
need_discovery 4 25 -17 16 -13 13 0 16 4 -13 -12 18 0 0 20 -12 -16 6 6 1 -14 -24 -28 4 0 5 7 0 0 0 -26 -6 0 -5 0 -5 -8 -10 0 13 2 0 28 5 13 35 -9 -11
active_listening 13 20 -22 18 -25 4 0 21 6 -12 -7 30 19 0 17 -18 -16 0 3 0 -14 -21 -29 8 0 5 10 2 0 -1 -24 -11 0 -24 -24 0 -11 -19 0 15 23 0 18 9 7 36 -6 -2
product_presentation -7 16 -16 14 -15 12 1 19 5 -12 -10 21 0 0 26 -6 -20 2 23 0 -17 -20 -24 0 0 15 14 0 0 0 -19 -5 0 -11 0 -7 -12 -11 0 9 2 -4 20 11 20 22 -14 -10
objection_handling 8 15 -23 2 -22 2 1 12 5 -17 -1 21 13 -11 15 -7 -5 16 13 4 -14 -16 -16 0 -10 7 0 8 0 -5 -15 -9 -13 -2 0 0 -14 -1 -6 0 8 -8 9 20 2 21 11 8
next_step 19 20 -16 11 -18 6 0 -3 0 -19 -4 15 1 -12 24 -9 -8 19 18 0 -12 -20 -34 0 -9 4 0 0 0 -15 -18 -11 -5 -15 0 0 0 -14 -11 4 6 -8 17 24 -3 17 13 -2
tone_politeness 50 0 -6 2 -17 -10 0 4 0 -12 0 4 0 -8 10 0 0 15 7 26 -22 -36 -15 0 -2 12 0 4 -5 -20 -21 -8 -9 -6 0 0 -13 0 0 3 8 -6 9 15 18 9 -2 0
speech_clarity 29 10 -3 1 -4 6 1 7 7 -9 -26 14 6 0 25 -29 -29 13 3 7 0 -4 -10 8 0 0 6 0 0 0 -21 -2 0 -7 -10 0 -12 -18 -4 3 1 2 20 8 0 20 -5 -3
script_compliance 38 7 -14 3 -27 12 0 14 0 -5 -6 14 17 -4 0 0 0 18 0 6 -19 -16 -21 0 -16 2 0 10 -4 -10 -17 -5 -10 0 -2 -1 -10 -3 -6 2 11 -20 8 22 9 22 4 6
closing 51 0 -4 7 -4 -7 0 -6 0 -10 0 -7 0 -15 6 0 -3 17 4 34 -23 -15 -18 1 -7 16 0 0 0 -18 -12 -1 -11 -2 0 -7 -6 0 -3 0 4 -3 0 6 13 12 11 -6
interest 38 4 9 6 0 6 6 8 7 -5 0 17 3 0 13 0 0 6 11 2 0 -13 -13 3 0 17 3 3 -3 -5 -6 0 0 0 0 -21 -30 -5 0 0 6 11 17 10 7 -1 -18 -15
trust 12 17 -10 9 -12 1 3 10 3 -14 -5 14 19 -9 0 0 0 8 0 4 -20 -14 -22 0 -11 0 0 21 -1 -17 -12 -13 -15 0 0 0 -13 0 -5 13 14 4 22 25 7 7 -3 4
objections_raised 121 0 -15 9 -7 15 0 -6 0 0 -3 -15 0 0 3 -4 -15 0 8 17 -3 -7 -12 11 0 0 0 0 -3 -4 0 0 0 0 0 0 -5 0 0 0 0 -1 -8 -4 -7 -9 6 -13
readiness_to_buy 6 0 7 4 -16 8 0 -1 0 -10 0 33 24 -4 29 -6 -5 15 30 0 -15 -20 -16 0 -6 5 5 7 -5 -11 -22 -9 -1 0 0 -9 -23 -8 -7 1 14 -4 10 29 7 2 -25 -9
satisfaction 24 5 -15 5 -15 3 0 7 4 -15 0 15 6 -16 4 0 -5 7 3 7 -17 -20 -21 0 -5 3 0 18 -3 -14 -18 -2 -12 -16 -9 0 -6 -12 -9 18 25 -4 22 16 11 12 -4 3
mutual_understanding 8 7 -14 12 -21 1 1 15 5 -21 -9 20 8 -3 19 -2 -6 9 10 1 -11 -19 -20 0 -6 2 0 9 0 -7 -21 -9 -6 -5 0 -1 -19 -3 -8 4 16 -3 16 30 10 23 -7 0
need_uncovered 37 8 -11 20 -18 12 0 14 0 -11 -9 18 2 0 19 -7 0 4 4 7 -8 -26 -19 0 -23 3 0 0 -2 -10 -24 -10 -9 -5 0 -10 -16 -2 0 3 13 -1 14 17 5 20 -3 -6
value_fit 0 1 -16 12 -15 7 5 11 4 -15 -12 24 8 -3 22 0 -8 10 14 0 -8 -20 -20 0 -7 7 0 10 0 -18 -17 -11 -2 0 0 -1 -16 -8 -9 6 15 4 17 31 6 11 -6 3
objections_resolved -3 11 -19 1 -17 3 0 12 2 -20 -8 21 12 -16 21 -3 -8 8 22 0 -7 -19 -18 0 0 9 0 9 0 -4 -11 -8 -8 -6 0 0 -14 -5 -6 2 15 0 15 21 2 16 4 4
tone_both_sides 40 0 -5 13 -12 -3 0 9 2 -1 0 9 0 -12 1 0 0 6 11 21 -12 -31 -3 0 -20 8 3 11 0 -11 -27 -4 -14 -12 -8 0 -24 -7 -10 7 15 -1 10 21 15 9 -8 -11
clarity 33 10 -14 5 -22 6 6 12 2 -19 -18 16 6 0 22 -18 -24 14 8 5 -5 -17 -17 0 -7 2 0 0 0 -1 -25 -7 -10 -9 0 -4 -17 0 0 0 0 -8 8 27 -5 25 -5 3
agreed_outcome 15 4 -14 17 -20 3 0 3 1 -14 -6 17 4 -7 27 -5 -7 13 17 0 -3 -21 -30 0 -9 7 0 0 0 -5 -18 -5 -11 -16 -4 0 -8 -6 -11 0 9 -5 17 30 -3 16 9 -1
`;
