/**
 * What each sign of a call's course is worth for each criterion, in hundredths of the way from `not_met` (0) to `met`
 * (100): the base plus each sign times its points. Found by ridge regression over the labelled dialogues that may be
 * read, all trades alike, the given ones six times, each criterion drawn towards the mean of all. A sign may only help or only harm, save those that
 * tell different things of the two sides: late questions tell a keen customer and an unclear manager, and who commits
 * all the same was not always served well (`customer_asks`, `asks_terms`, `tells`, `still_asks`, `reflects`, `terse`, `commits`).
 */
export const COURSE_POINTS = `
criterion base asks_early customer_asks asks_terms tells still_asks echo reflects sums_up repeats evaded terse exclaims parts_sour figures filler vague contact step_time warmth cold contempt boasts benefit pushes agreement liking thanks cancel leaving elsewhere irony displeasure confusion asked_again no_need denies sour sour_end pleased pleased_end commits
greeting_intro 109 0 -38 0 -4 5 3 -18 1 0 -9 -81 0 -6 13 -1 0 0 5 34 -22 -33 0 0 0 0 14 0 0 0 -32 0 0 0 -19 -11 0 -10 -2 0 0 15
need_discovery 13 43 -24 32 2 27 0 23 1 -14 -34 27 0 0 44 -16 -21 9 2 3 -25 -46 -40 7 0 0 5 0 0 0 -62 -35 0 0 -3 -1 -41 -28 0 27 0 -7
active_listening 28 40 -30 32 -22 10 0 34 2 -4 -21 47 21 0 36 -21 -15 0 1 5 -25 -35 -46 12 0 0 3 2 0 0 -47 -61 0 -29 -34 0 -42 -22 -12 29 25 2
product_presentation 5 25 -22 24 -7 27 0 22 0 -13 -25 25 0 0 36 -4 -27 2 28 0 -26 -35 -33 0 0 16 12 0 0 0 -39 -40 0 -12 0 0 -47 -29 0 30 0 -11
objection_handling 30 29 -36 5 -22 14 3 20 6 -14 -4 23 13 -5 30 -14 -10 18 17 6 -28 -25 -22 0 -11 8 0 10 0 0 -35 -44 -13 -2 -2 0 -43 0 -23 7 17 -8
next_step 27 29 -32 24 -12 22 0 -3 0 -25 -15 25 0 -4 39 -10 -12 17 26 15 -17 -34 -56 0 -12 8 0 0 -1 -14 -38 -36 0 -17 0 0 -18 -25 -28 26 10 -12
tone_politeness 65 8 -11 2 -9 -1 0 3 1 -13 0 2 0 -4 7 -1 0 12 12 38 -36 -77 -25 0 0 16 0 12 -2 -12 -36 -32 -8 -8 0 0 -42 0 0 17 9 -11
speech_clarity 35 8 -2 14 9 10 0 13 3 -18 -55 16 4 0 37 -34 -43 17 7 20 0 0 -2 14 0 0 5 0 0 0 -48 -25 0 -3 -9 0 -42 -34 -2 11 0 -3
script_compliance 77 22 -21 10 -36 21 0 21 0 -3 -17 3 15 0 8 -5 0 13 0 4 -32 -29 -34 1 -21 5 0 11 -7 -7 -45 -19 -7 0 -9 0 -43 0 -25 15 17 -24
closing 52 0 -6 10 17 0 0 -9 0 -8 -8 -15 0 -16 0 -7 -13 21 5 60 -30 -22 -23 3 -5 25 0 0 -3 -9 -19 -23 -10 -2 0 0 -20 0 0 6 1 -5
interest 40 3 20 7 15 5 10 -1 4 0 -2 18 0 0 3 0 0 7 8 0 0 -20 -16 8 0 22 4 3 -14 0 -13 -12 0 0 0 -16 -74 -14 0 3 5 11
trust 33 31 -13 22 -13 8 8 12 7 -17 -19 16 26 -13 0 0 0 7 0 8 -33 -29 -28 0 -10 2 0 28 0 -16 -25 -54 -13 0 0 0 -49 0 -18 30 18 4
objections_raised 107 0 -25 7 -4 27 0 -20 0 0 -4 -26 0 0 0 0 -15 0 0 20 0 0 -8 11 0 0 0 0 -2 0 0 0 0 0 0 0 0 0 0 0 0 -1
readiness_to_buy -12 0 12 9 2 22 0 -10 0 -18 0 58 26 0 31 0 -3 7 43 0 -18 -40 -13 0 -3 8 0 6 -10 -5 -49 -39 0 0 0 -1 -61 -19 -14 16 29 -18
satisfaction 43 9 -25 9 -10 17 0 9 9 -16 -3 20 9 -18 5 0 -3 4 9 16 -31 -41 -29 0 0 2 0 23 0 -9 -35 -22 -7 -17 -11 0 -31 -13 -25 33 35 -11
mutual_understanding 33 14 -25 21 -16 15 0 24 10 -27 -23 27 5 0 36 -7 -7 11 7 4 -25 -38 -30 0 -3 0 0 13 -1 -2 -47 -42 -3 -4 -3 0 -65 -2 -34 14 23 -6
need_uncovered 42 19 -19 31 -3 25 0 13 0 -12 -25 23 0 0 39 -13 0 2 0 10 -12 -48 -15 0 -27 0 0 0 -13 -5 -55 -37 -8 -1 0 -4 -51 -8 -10 11 19 -4
value_fit 16 4 -26 21 -2 23 11 11 3 -18 -30 34 2 0 32 0 -15 13 17 0 -15 -38 -28 0 -4 9 0 15 0 -22 -35 -47 0 0 0 0 -51 -14 -34 17 21 3
objections_resolved 9 21 -32 4 -8 21 0 19 0 -21 -17 26 13 -14 37 -4 -13 8 27 0 -16 -34 -23 2 0 9 0 6 0 -2 -25 -41 -11 -2 0 0 -43 -9 -23 13 32 -3
tone_both_sides 49 0 -13 12 0 10 0 4 7 0 0 15 0 -16 0 0 0 5 13 34 -22 -65 -4 0 -14 11 0 19 0 0 -53 -32 -13 -13 -16 0 -63 0 -16 20 22 -9
clarity 45 18 -17 13 -26 17 12 18 0 -21 -35 23 8 0 31 -22 -38 18 15 14 -6 -27 -23 0 -11 3 0 0 0 0 -49 -37 -10 -9 0 0 -48 0 -3 11 6 -14
agreed_outcome 29 11 -27 28 -17 18 1 4 1 -18 -19 24 3 0 45 -7 -12 12 21 15 -8 -35 -54 0 -12 11 0 0 0 -4 -38 -27 -8 -20 -5 0 -39 -6 -39 18 18 -9
`;
