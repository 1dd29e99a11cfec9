<?php
// Restores a backup in several languages, switches the multi-language filter on in that course, and prints what
// people see in each language: names and texts of the activities as Moodle formats them.
//
//   php multilang.php MOODLE_DIR BACKUP.mbz fi,sv,en

define('CLI_SCRIPT', true);
[, $moodle, $backup, $languages] = $argv;
$backup = realpath($backup);
require($moodle . '/config.php');
require_once($CFG->libdir . '/filelib.php');
require_once($CFG->libdir . '/questionlib.php');
require_once($CFG->dirroot . '/question/engine/lib.php');
require_once($CFG->dirroot . '/grade/grading/lib.php');
require_once(__DIR__ . '/restoring.php');

/** The texts of an activity that are filtered where they are shown. */
function shown(cm_info $cm): array {
    global $DB;
    $row = $DB->get_record($cm->modname, ['id' => $cm->instance], '*', MUST_EXIST);
    $texts = ['name' => format_string($row->name, true, ['context' => $cm->context])];
    foreach (['intro', 'content'] as $field) {
        if (isset($row->$field)) {
            $text = file_rewrite_pluginfile_urls(
                $row->$field, 'pluginfile.php', $cm->context->id, "mod_$cm->modname", $field, 0
            );
            $texts[$field] = format_text($text, FORMAT_HTML, ['context' => $cm->context, 'noclean' => true]);
        }
    }
    if ($cm->modname === 'quiz') {
        $texts += asked($cm);
    }
    if ($cm->modname === 'assign') {
        $texts += marked($cm);
    }
    return $texts;
}

/** The fixed questions of a quiz, as they are asked and as they are told after the right answer. */
function asked(cm_info $cm): array {
    $texts = [];
    foreach (\mod_quiz\question\bank\qbank_helper::get_question_structure($cm->instance, $cm->context) as $slot) {
        if (!is_numeric($slot->questionid)) {
            continue; // drawn at random
        }
        $usage = question_engine::make_questions_usage_by_activity('mod_quiz', $cm->context);
        $usage->set_preferred_behaviour('deferredfeedback');
        $number = $usage->add_question(question_bank::load_question($slot->questionid), 1);
        $usage->start_all_questions();
        question_engine::save_questions_usage_by_activity($usage);
        $options = new question_display_options();
        $texts["asked $slot->slot"] = $usage->render_question($number, $options, '1');
        $usage->process_action($number, $usage->get_correct_response($number) ?: []);
        $usage->finish_all_questions();
        $shown = question_display_options::VISIBLE;
        $options->feedback = $options->generalfeedback = $options->rightanswer = $options->correctness = $shown;
        $options->readonly = true;
        $texts["told $slot->slot"] = $usage->render_question($number, $options, '1');
    }
    return $texts;
}

/** The guide by which work is marked; a rubric is not filtered, and told in all languages. */
function marked(cm_info $cm): array {
    global $PAGE;
    $controller = get_grading_manager($cm->context, 'mod_assign', 'submissions')->get_active_controller();
    return $controller instanceof gradingform_guide_controller ? ['guide' => $controller->render_preview($PAGE)] : [];
}

$course = 0;
$seen = [];
$before = [get_config('core', 'filterall'), get_config('core', 'stringfilters')];
try {
    $course = restored_course($backup, $complaints);
    $DB->insert_record('filter_active', (object) [
        'filter' => 'multilang', 'contextid' => context_course::instance($course)->id, 'active' => 1, 'sortorder' => 0,
    ]);
    set_config('stringfilters', 'multilang');
    set_config('filterall', 1);
    filter_manager::reset_caches();
    \core\di::set(\core\formatting::class, new \core\formatting()); // it keeps strings of before the filter
    $PAGE->set_url('/');
    $PAGE->set_context(context_course::instance($course));
    foreach (explode(',', $languages) as $language) {
        $SESSION->forcelang = $language; // also where the site has no pack of it
        foreach (get_fast_modinfo($course)->get_cms() as $cm) {
            $seen[$language][$cm->idnumber] = shown($cm);
        }
        $named = get_course($course)->fullname;
        $seen[$language]['#course'] = ['name' => format_string($named, true, ['context' => $PAGE->context])];
        foreach (get_fast_modinfo($course)->get_section_info_all() as $section) {
            $seen[$language]["#section $section->section"] = ['name' => get_section_name($course, $section)];
        }
    }
} finally {
    set_config('filterall', $before[0]);
    set_config('stringfilters', $before[1]);
    if ($course) {
        delete_course($course, false);
    }
}
echo json_encode(
    ['complaints' => $complaints, 'seen' => $seen],
    JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR
);
