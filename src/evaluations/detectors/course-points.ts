/**
 * What each sign of a call's course is worth for each criterion, in hundredths of the way from `not_met` (0) to `met`
 * (100): the base plus each sign times its points. Found by ridge regression over the labelled dialogues that may be
 * read, all trades alike; a sign may only help or only harm, save `still_asks`: late questions tell a keen customer and
 * an unclear manager.
 */
export const COURSE_POINTS = `
criterion base asks_early asks_on echo sums_up still_asks figures filler contact step_time warmth cold benefit agreement acceptance liking trust thanks cancel refusal leaving displeasure confusion asked_again recaps no_need pushes
greeting_intro 65 5 0 0 7 -19 2 -2 0 6 26 -40 2 0 3 11 2 10 0 -2 0 -5 -3 -3 2 0 -1
need_discovery 19 42 5 0 0 5 25 -19 15 9 0 -13 6 0 4 0 22 0 -9 -4 0 -1 -13 -11 5 -6 -13
active_listening 7 24 7 0 15 -5 26 -15 14 25 0 -12 11 0 0 0 15 0 -8 -3 0 -1 -23 -21 7 0 -13
product_presentation 8 23 0 8 9 9 21 -11 16 26 0 -18 0 3 2 6 16 0 -10 -3 -1 -7 -14 -9 3 0 -13
objection_handling 4 17 0 12 3 -12 31 -13 26 20 8 -15 0 3 6 0 11 9 -10 -3 -4 -10 -8 -9 8 0 -13
next_step 21 27 0 1 3 -1 10 -8 18 32 4 -15 0 13 8 0 9 0 -15 0 -14 -8 -22 0 2 0 -22
tone_politeness 56 0 0 0 0 -13 5 -2 28 13 23 -22 0 1 10 0 4 9 -6 -7 -10 -12 -3 -5 2 0 -7
speech_clarity 53 15 0 7 0 5 3 -25 1 6 21 -5 0 0 0 11 10 1 0 -7 -2 -2 -27 -9 1 0 -2
script_compliance 56 20 3 8 0 2 7 -10 13 9 8 -31 2 0 0 0 13 0 -9 -12 -9 -15 -11 -4 0 0 -16
closing 44 8 0 0 0 -3 5 -6 15 5 56 -34 0 2 5 0 11 3 -2 0 -4 -15 0 0 1 0 -10
interest 36 0 0 0 10 11 3 0 15 8 2 -3 0 9 2 10 10 20 -6 0 0 0 0 0 3 -16 0
trust 20 22 0 26 12 0 0 0 21 7 7 -4 0 5 0 0 12 24 -16 -6 -5 -14 -11 -19 4 -1 -12
objections_raised 89 3 3 0 0 1 2 -5 0 2 4 -1 0 0 0 0 7 0 -2 0 0 0 0 0 0 0 -5
readiness_to_buy 21 0 0 0 0 12 9 -7 5 16 0 -13 0 11 2 0 6 11 -11 -2 -5 -3 -6 0 2 -10 -9
satisfaction 22 3 0 0 5 1 0 -5 23 11 12 -12 5 2 3 9 19 32 -10 0 -8 -13 -19 -11 7 0 -8
mutual_understanding 16 13 5 9 9 -1 23 -11 19 26 0 -1 2 0 2 0 11 7 -14 -10 -4 -2 -10 -14 7 0 -13
need_uncovered 25 41 1 17 7 9 21 -21 11 7 2 -5 3 1 0 1 18 3 -10 0 -2 -5 -8 0 7 -4 -14
value_fit 5 12 0 16 17 9 10 -6 12 31 0 -17 0 4 2 10 14 8 -13 -3 -11 -4 -10 0 5 -1 -10
objections_resolved -11 15 1 25 10 -7 31 -3 15 22 0 -4 9 4 0 2 19 8 -13 -2 -6 -3 -13 -9 11 0 -8
tone_both_sides 45 0 0 0 11 -7 0 0 24 10 20 -13 0 2 4 7 12 18 -2 -5 -7 -11 -1 -10 5 0 -6
clarity 43 10 0 17 0 4 16 -26 4 12 10 -4 8 0 0 5 7 0 0 -6 -4 0 -27 -8 0 0 -6
agreed_outcome 18 18 0 20 0 1 17 -8 13 27 4 -12 0 15 7 1 12 2 -11 0 -13 -8 -21 0 2 0 -20
`;
