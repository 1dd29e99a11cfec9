<?php
// A learner's way through a course: what is open before and after the first lesson, and what a right attempt gives.

require_once($CFG->libdir . '/completionlib.php');
require_once($CFG->dirroot . '/lib/enrollib.php');
require_once($CFG->dirroot . '/user/lib.php');
require_once($CFG->dirroot . '/mod/lesson/locallib.php');
require_once($CFG->dirroot . '/mod/quiz/locallib.php');

use mod_quiz\quiz_attempt;
use mod_quiz\quiz_settings;

/** Opens the activity with the idnumber ending in $lesson, answers the quiz $quiz rightly; the learner is removed again. */
function walked_course(int $courseid, string $lesson, string $quiz): array {
    return with_learner($courseid, function (stdClass $course, int $learner, completion_info $completion) use ($lesson, $quiz) {
        $seen = ['before' => open_to($course, $learner)];
        $completion->set_module_viewed(activity_of($course, $lesson), $learner);
        $seen['after'] = open_to($course, $learner);
        $quizcm = activity_of($course, $quiz);
        attempted($quizcm, $learner, 1, fn($attempt) => wrong_response($attempt));
        $seen['wrong'] = graded($quizcm, $learner);
        attempted($quizcm, $learner, 2, fn($attempt) => $attempt->get_correct_response());
        $seen['grade'] = graded($quizcm, $learner);
        $seen['case'] = case_walked(activity_of($course, 'ward'), $learner, $completion);
        $seen['done'] = $completion->get_data(activity_of($course, $quiz), false, $learner)->completionstate;
        return $seen;
    });
}

/** Does something as a new learner of the course, who is removed again. */
function with_learner(int $courseid, callable $doing): array {
    global $CFG, $DB;
    $CFG->noreplyaddress ??= 'noreply@example.org'; // A site whose admin has never saved its settings has none.
    $admin = get_admin();
    $learner = user_create_user((object) [
        'username' => 'acceptance' . $courseid, 'password' => 'Accept-1234!', 'firstname' => 'A', 'lastname' => 'Learner',
        'email' => "acceptance$courseid@example.org", 'confirmed' => 1, 'mnethostid' => get_config('core', 'mnet_localhost_id') ?: 1,
    ]);
    enrol_try_internal_enrol($courseid, $learner, $DB->get_field('role', 'id', ['shortname' => 'student'], MUST_EXIST));
    $DB->set_field('user', 'emailstop', 1, ['id' => $learner]); // No test sends mail.
    \core\session\manager::set_user($DB->get_record('user', ['id' => $learner], '*', MUST_EXIST));
    try {
        $course = get_course($courseid);
        return $doing($course, $learner, new completion_info($course));
    } finally {
        \core\session\manager::set_user($admin);
        delete_user($DB->get_record('user', ['id' => $learner]));
    }
}

function activity_of(stdClass $course, string $idnumber): cm_info {
    foreach (get_fast_modinfo($course)->get_cms() as $cm) {
        if (str_ends_with($cm->idnumber, "/$idnumber")) {
            return $cm;
        }
    }
    throw new moodle_exception("no activity $idnumber");
}

/** Takes the first button of each page of a lesson to its end: the titles on the way, and whether it is done. */
function case_walked(cm_info $cm, int $learner, completion_info $completion): array {
    global $DB, $PAGE;
    $PAGE->set_cm($cm);
    $lesson = new lesson($DB->get_record('lesson', ['id' => $cm->instance], '*', MUST_EXIST), $cm, $cm->get_course());
    $lesson->start_timer();
    $titles = [];
    for ($at = $lesson->firstpageid; $at > 0 && count($titles) < 20;) {
        $page = $lesson->load_page($at);
        $titles[] = $page->title;
        $answers = array_values($page->get_answers());
        $_POST = ['jumpto' => $answers[0]->jumpto, 'sesskey' => sesskey()];
        $at = $page->record_attempt($cm->context)->newpageid;
    }
    $before = $completion->get_data($cm, false, $learner)->completionstate;
    if ($at == LESSON_EOL) {
        $lesson->process_eol_page('');
    }
    return ['titles' => $titles, 'before' => $before, 'done' => $completion->get_data($cm, false, $learner)->completionstate];
}

/** The idnumbers of what a learner may open. */
function open_to(stdClass $course, int $learner): array {
    get_fast_modinfo($course, $learner, true);
    $open = array_filter(get_fast_modinfo($course, $learner)->get_cms(), fn($cm) => $cm->uservisible);
    return array_map(fn($cm) => $cm->idnumber, array_values($open));
}

function graded(cm_info $cm, int $learner): float {
    return (float) grade_get_grades($cm->course, 'mod', 'quiz', $cm->instance, $learner)->items[0]->grades[$learner]->grade;
}

/** A whole attempt; $response gives what the learner answers to a question. */
function attempted(cm_info $cm, int $learner, int $number, callable $response): void {
    $settings = quiz_settings::create($cm->instance, $learner);
    $attempt = quiz_prepare_and_start_new_attempt($settings, $number, false, false, [], [], $learner);
    $usage = question_engine::load_questions_usage_by_activity($attempt->uniqueid);
    foreach ($usage->get_slots() as $slot) {
        $usage->process_action($slot, $response($usage->get_question_attempt($slot)));
    }
    question_engine::save_questions_usage_by_activity($usage);
    $attempt = quiz_attempt::create($attempt->id);
    if (method_exists($attempt, 'process_grade_submission')) { // Moodle 5.0 and later.
        $attempt->process_submit(time(), false);
        $attempt->process_grade_submission(time());
    } else {
        $attempt->process_finish(time(), false);
    }
}

/** A response with which every part is wrong: other choices, other pairs, words and numbers that nobody accepts. */
function wrong_response(question_attempt $attempt): array {
    $question = $attempt->get_question();
    $wrong = [];
    foreach ($attempt->get_correct_response() as $name => $value) {
        if ($question instanceof qtype_match_question) {
            $others = array_diff(array_keys($question->get_choice_order()), [$value]);
            $wrong[$name] = reset($others);
        } else {
            $wrong[$name] = '-987654321';
        }
    }
    if ($question instanceof qtype_multichoice_multi_question) {
        foreach ($question->get_order($attempt) as $place => $answer) {
            $wrong["choice$place"] = $question->answers[$answer]->fraction > 0 ? 0 : 1;
        }
    } else if ($question instanceof qtype_multichoice_single_question) {
        foreach ($question->get_order($attempt) as $place => $answer) {
            if ($question->answers[$answer]->fraction <= 0) {
                $wrong['answer'] = $place;
            }
        }
    }
    return $wrong;
}
