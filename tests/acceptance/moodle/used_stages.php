<?php
// How a quiz goes that is set up in all ways: what is shown when, its pages, a question that is tried again, the grades.

require_once($CFG->dirroot . '/mod/quiz/locallib.php');

use mod_quiz\quiz_attempt;
use mod_quiz\quiz_settings;
use mod_quiz\question\display_options;

return function (stdClass $course, int $learner): array {
    global $DB;
    $cm = activity_of($course, 'stages');
    $settings = quiz_settings::create($cm->instance, $learner);
    $quiz = $settings->get_quiz();
    $attempts = [];
    for ($number = 1; $number <= 8; $number++) {
        $attempt = quiz_prepare_and_start_new_attempt($settings, $number, false, false, [], [], $learner);
        $attempts[] = stages_attempted($settings, $attempt, $number);
    }
    return [
        'sections' => array_values(array_map(
            fn($row) => [(int) $row->firstslot, $row->heading, (bool) $row->shufflequestions],
            $DB->get_records('quiz_sections', ['quizid' => $quiz->id], 'firstslot')
        )),
        'told' => array_map(fn($moment) => told_at($quiz, $moment), [
            'during' => display_options::DURING, 'after' => display_options::IMMEDIATELY_AFTER,
            'later' => display_options::LATER_WHILE_OPEN, 'closed' => display_options::AFTER_CLOSE,
        ]),
        'attempts' => $attempts,
        'grade' => graded($cm, $learner),
        'said' => array_map(fn($grade) => quiz_feedback_for_grade($grade, $quiz, $cm->context), [
            '100' => 100, '80' => 80, '79' => 79.9, '50' => 50, '0' => 0,
        ]),
    ];
};

function told_at(stdClass $quiz, int $moment): array {
    $options = display_options::make_from_quiz($quiz, $moment);
    return [
        'attempt' => (bool) $options->attempt,
        'correctness' => (bool) $options->correctness,
        'marks' => $options->marks >= question_display_options::MARK_AND_MAX,
        'feedback' => (bool) $options->feedback,
        'explanation' => (bool) $options->generalfeedback,
        'answers' => (bool) $options->rightanswer,
        'result' => (bool) $options->overallfeedback,
    ];
}

/** The first attempt answers all rightly, the question "first" at its second try; the others answer nothing. */
function stages_attempted(quiz_settings $settings, stdClass $attempt, int $number): array {
    $usage = question_engine::load_questions_usage_by_activity($attempt->uniqueid);
    $names = [];
    $tried = [];
    foreach ($usage->get_slots() as $slot) {
        $name = substr(strrchr($usage->get_question($slot)->idnumber ?? '#', '#'), 1);
        $names[$slot] = $name;
        if ($number === 1 && $name === 'first') {
            $qa = $usage->get_question_attempt($slot);
            $usage->process_action($slot, wrong_response($qa) + ['-submit' => 1]);
            $tried[] = [(string) $qa->get_state(), $usage->render_question($slot, new question_display_options(), '1')];
            $usage->process_action($slot, ['-tryagain' => 1]);
            $usage->process_action($slot, $usage->get_correct_response($slot) + ['-submit' => 1]);
            $tried[] = [(string) $qa->get_state(), (float) $qa->get_fraction()];
        } else if ($number === 1 && $name !== '') {
            $usage->process_action($slot, $usage->get_correct_response($slot) + ['-submit' => 1]);
        }
    }
    question_engine::save_questions_usage_by_activity($usage);
    $object = quiz_attempt::create($attempt->id);
    $end = $settings->get_access_manager(time())->get_end_time($attempt);
    if (method_exists($object, 'process_grade_submission')) { // Moodle 5.0 and later.
        $object->process_submit(time(), false);
        $object->process_grade_submission(time());
    } else {
        $object->process_finish(time(), false);
    }
    $pages = array_map(
        fn($page) => array_map(fn($slot) => $names[$slot], array_filter(explode(',', $page))),
        explode(',0', $attempt->layout)
    );
    return [
        'pages' => array_values(array_filter(array_map('array_values', $pages))),
        'minutes' => ($end - $attempt->timestart) / 60,
        'tried' => $tried,
        'marks' => (float) quiz_attempt::create($attempt->id)->get_sum_marks(),
    ];
}
