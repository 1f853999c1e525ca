/**
 * What each sign of a call's course is worth for each criterion, in hundredths of the way from `not_met` (0) to `met`
 * (100): the base plus each sign times its points. Found by ridge regression over the labelled dialogues that may be
 * read, all trades alike, the given ones four times, each criterion drawn towards the mean of all. A sign may only help or only harm, save those that
 * tell different things of the two sides: late questions tell a keen customer and an unclear manager, and who commits
 * all the same was not always served well (`customer_asks`, `asks_terms`, `tells`, `still_asks`, `reflects`, `terse`, `commits`).
 */
export const COURSE_POINTS = `
criterion base asks_early customer_asks asks_terms tells still_asks echo reflects sums_up repeats evaded terse exclaims parts_sour figures filler vague contact step_time warmth cold contempt boasts benefit pushes agreement liking thanks cancel leaving elsewhere irony displeasure confusion asked_again no_need denies sour sour_end pleased pleased_end commits
greeting_intro 110 0 -37 -3 -5 3 3 -16 1 0 -8 -75 0 -10 13 -1 0 0 4 34 -23 -31 0 0 0 0 13 0 0 0 -32 0 0 0 -21 -9 0 -9 -1 0 0 14
need_discovery 12 41 -25 30 0 27 0 27 2 -16 -33 31 0 0 45 -14 -18 10 3 6 -22 -43 -42 5 0 0 4 0 0 0 -61 -35 0 -1 -3 -2 -42 -26 0 27 0 -7
active_listening 28 39 -32 32 -24 9 0 36 3 -5 -20 49 22 0 37 -22 -12 0 2 8 -24 -32 -48 10 0 0 1 6 0 0 -46 -63 0 -29 -32 0 -43 -17 -15 28 24 2
product_presentation 9 23 -24 24 -11 27 0 25 0 -13 -25 28 0 0 34 -4 -24 5 28 0 -25 -31 -32 0 0 15 10 0 0 0 -40 -41 0 -14 0 0 -46 -26 -5 31 0 -11
objection_handling 28 27 -35 5 -21 15 2 21 9 -13 -4 25 12 -6 29 -14 -9 17 18 6 -29 -23 -23 0 -11 8 0 8 0 0 -36 -43 -11 -3 -3 0 -44 0 -23 9 17 -10
next_step 25 27 -32 24 -10 23 0 -2 0 -24 -16 26 0 -4 39 -10 -10 17 27 16 -17 -32 -57 0 -13 9 0 0 -1 -13 -38 -35 0 -17 0 0 -21 -23 -28 25 9 -12
tone_politeness 63 6 -10 2 -7 -2 0 4 2 -12 0 6 0 -7 4 0 0 12 14 39 -36 -74 -29 0 -1 17 0 12 -1 -11 -38 -30 -7 -8 0 0 -45 0 0 19 8 -12
speech_clarity 38 5 -4 15 5 11 2 17 3 -18 -54 17 5 0 36 -34 -43 18 8 21 0 0 -2 11 0 0 3 0 0 0 -49 -28 0 -6 -8 0 -41 -29 -4 11 0 -4
script_compliance 77 20 -20 10 -36 22 0 22 0 -2 -17 4 14 0 7 -4 0 12 0 3 -34 -28 -36 2 -21 6 0 9 -7 -7 -47 -19 -5 0 -12 0 -44 0 -24 18 18 -25
closing 50 0 -6 10 18 -1 0 -7 0 -8 -7 -12 0 -17 0 -7 -14 20 5 61 -29 -20 -25 4 -8 25 0 0 -3 -9 -20 -23 -10 -2 0 0 -19 0 0 8 2 -5
interest 42 4 18 9 14 5 10 -1 3 0 -2 17 0 0 1 0 0 8 9 1 0 -18 -17 7 0 20 5 5 -13 0 -13 -16 0 0 0 -16 -70 -15 -2 7 3 11
trust 32 28 -12 22 -14 8 5 14 10 -14 -19 17 28 -15 0 0 0 7 0 7 -34 -28 -26 0 -12 3 0 28 0 -15 -29 -54 -11 0 0 0 -49 0 -18 29 19 1
objections_raised 105 0 -26 5 -2 28 0 -20 0 0 -4 -22 0 0 0 0 -15 0 0 21 0 0 -6 11 0 0 0 0 -1 0 0 0 0 0 0 0 0 0 0 0 0 1
readiness_to_buy -11 0 8 12 2 23 0 -10 0 -15 0 55 25 0 28 0 -3 6 43 0 -18 -36 -17 0 -4 8 0 6 -9 -5 -49 -36 0 0 0 0 -57 -21 -16 24 27 -14
satisfaction 40 8 -24 9 -10 17 0 11 10 -13 -4 22 11 -18 5 0 -2 5 10 17 -31 -39 -28 0 0 3 0 24 0 -9 -37 -23 -6 -17 -10 0 -33 -12 -28 32 35 -13
mutual_understanding 32 14 -25 20 -15 15 0 25 11 -26 -22 28 4 0 35 -7 -6 11 7 5 -26 -36 -32 0 -4 0 0 13 -1 -2 -46 -41 -2 -6 -4 0 -64 -3 -34 15 23 -7
need_uncovered 41 19 -18 30 -2 26 0 14 2 -11 -25 25 0 0 39 -13 0 2 0 10 -13 -47 -15 0 -26 0 0 0 -12 -4 -55 -35 -6 -2 0 -5 -49 -10 -10 13 19 -6
value_fit 14 3 -26 20 -1 24 10 12 5 -17 -30 35 1 0 31 0 -14 11 18 0 -16 -35 -29 0 -4 9 0 14 0 -22 -37 -46 0 0 0 0 -48 -16 -34 20 22 2
objections_resolved 7 20 -32 2 -6 22 0 20 1 -21 -16 27 11 -14 36 -4 -12 7 28 0 -17 -30 -24 3 0 9 0 6 0 -2 -25 -40 -12 -2 0 0 -43 -8 -24 14 32 -4
tone_both_sides 48 0 -12 9 0 8 0 5 8 0 0 17 0 -21 0 0 0 6 12 36 -22 -62 -11 0 -14 13 0 19 0 0 -54 -32 -12 -12 -16 0 -64 0 -14 23 19 -9
clarity 46 17 -18 14 -27 17 11 20 0 -19 -34 23 8 0 31 -23 -38 18 15 15 -5 -25 -24 0 -11 3 0 0 0 0 -48 -38 -9 -11 0 0 -44 0 -5 13 7 -16
agreed_outcome 28 10 -27 27 -16 19 2 5 2 -18 -18 25 1 0 45 -7 -11 12 22 16 -10 -32 -55 0 -12 11 0 0 0 -4 -38 -26 -7 -20 -4 0 -39 -5 -40 19 17 -11
`;
