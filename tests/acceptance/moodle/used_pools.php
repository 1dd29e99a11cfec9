<?php
// What a quiz draws: several attempts of a learner one after another, each answered rightly and finished.

require_once($CFG->dirroot . '/mod/quiz/locallib.php');

use mod_quiz\quiz_settings;

return function (stdClass $course, int $learner): array {
    $cm = activity_of($course, 'words');
    $settings = quiz_settings::create($cm->instance, $learner);
    $attempts = [];
    for ($number = 1; $number <= 12; $number++) {
        $usage = question_engine::make_questions_usage_by_activity('mod_quiz', $settings->get_context());
        $usage->set_preferred_behaviour($settings->get_quiz()->preferredbehaviour);
        $attempt = quiz_create_attempt($settings, $number, false, time(), false, $learner);
        $attempt = quiz_start_new_attempt($settings, $usage, $attempt, $number, time());
        $attempt = quiz_attempt_save_started($settings, $usage, $attempt);
        $slots = [];
        foreach ($usage->get_slots() as $slot) {
            $slots[] = [$usage->get_question($slot)->idnumber, (float) $usage->get_question_max_mark($slot)];
            $usage->process_action($slot, $usage->get_correct_response($slot));
        }
        $usage->finish_all_questions();
        question_engine::save_questions_usage_by_activity($usage);
        $attempts[] = ['slots' => $slots, 'marks' => (float) $usage->get_total_mark()];
    }
    return $attempts;
};
