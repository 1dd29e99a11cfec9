<?php
// Imports a cartridge into a new course through Moodle's own detection, conversion and restore, and prints
// as JSON what Moodle complained of and what arrived. Deletes the course afterwards.
//
// usage: php import_cartridge.php MOODLE_DIR CARTRIDGE

define('CLI_SCRIPT', true);
[, $moodledir, $cartridge] = $argv;
$cartridge = realpath($cartridge);
require($moodledir . '/config.php');
require_once($CFG->dirroot . '/backup/util/includes/restore_includes.php');
require_once($CFG->dirroot . '/course/lib.php');
require_once($CFG->dirroot . '/question/engine/bank.php');

$complaints = [];
set_error_handler(function ($level, $text, $file, $line) use (&$complaints) {
    if (error_reporting() & $level) {
        $complaints[] = "PHP: $text ($file:$line)";
    }
    return true;
});
\core\session\manager::set_user(get_admin());

/** Restores the unpacked cartridge into a new course and returns the course's id. */
function import_cartridge(string $cartridge, array &$complaints): int {
    global $CFG, $USER;
    $name = 'cartridge' . random_int(1, PHP_INT_MAX);
    $folder = make_backup_temp_directory($name);
    get_file_packer('application/zip')->extract_to_pathname($cartridge, $folder);
    $category = core_course_category::get_default()->id;
    $courseid = restore_dbops::create_new_course('cartridge', $name, $category);
    chdir($CFG->dirroot . '/backup'); // The converter opens its sheets by a path relative to this folder.
    $controller = new restore_controller($name, $courseid, backup::INTERACTIVE_NO, backup::MODE_GENERAL,
        $USER->id, backup::TARGET_NEW_COURSE);
    if ($controller->get_status() == backup::STATUS_REQUIRE_CONV) {
        $controller->convert();
    }
    $controller->execute_precheck();
    foreach ($controller->get_precheck_results() as $level => $texts) {
        foreach ($texts as $text) {
            $complaints[] = "$level: $text";
        }
    }
    $controller->execute_plan();
    $controller->destroy();
    fulldelete($folder);
    return $courseid;
}

/** Returns what an activity holds, by its kind. */
function activity_content(cm_info $cm): array {
    global $DB;
    $row = $DB->get_record($cm->modname, ['id' => $cm->instance]);
    $areas = ['page' => 'content', 'resource' => 'content'];
    $files = [];
    if (isset($areas[$cm->modname])) {
        foreach (get_file_storage()->get_area_files($cm->context->id, "mod_$cm->modname", $areas[$cm->modname],
                0, 'filepath, filename', false) as $file) {
            $files[$file->get_filepath() . $file->get_filename()] = $file->get_filesize();
        }
    }
    return match ($cm->modname) {
        'page' => ['content' => $row->content, 'files' => $files],
        'resource' => ['files' => $files],
        'url' => ['externalurl' => $row->externalurl],
        'forum' => ['intro' => $row->intro],
        'lti' => ['toolurl' => $row->toolurl],
        'quiz' => ['attempts' => (int) $row->attempts, 'questions' => quiz_questions($cm)],
        default => [],
    };
}

/** Returns a quiz's questions in the order of their slots. */
function quiz_questions(cm_info $cm): array {
    $questions = [];
    foreach (\mod_quiz\question\bank\qbank_helper::get_question_structure($cm->instance, $cm->context) as $slot) {
        $data = question_bank::load_question_data($slot->questionid);
        $answers = [];
        foreach ($data->options->answers ?? [] as $answer) {
            $answers[] = ['text' => $answer->answer, 'fraction' => (float) $answer->fraction,
                'feedback' => trim($answer->feedback)];
        }
        $questions[] = ['kind' => $data->qtype, 'name' => $data->name, 'text' => $data->questiontext,
            'feedback' => trim($data->generalfeedback), 'mark' => (float) $data->defaultmark,
            'single' => isset($data->options->single) ? (bool) $data->options->single : null,
            'answers' => $answers];
    }
    return $questions;
}

$courseid = import_cartridge($cartridge, $complaints);
$arrived = ['sections' => []];
$modinfo = get_fast_modinfo($courseid);
foreach ($modinfo->get_section_info_all() as $section) {
    $activities = [];
    foreach ($modinfo->sections[$section->section] ?? [] as $cmid) {
        $cm = $modinfo->get_cm($cmid);
        $activities[] = ['kind' => $cm->modname, 'name' => $cm->name] + activity_content($cm);
    }
    if ($activities) {
        $arrived['sections'][] = ['summary' => $section->summary, 'activities' => $activities];
    }
}
$arrived['title'] = get_course($courseid)->fullname;
ob_start();
delete_course($courseid, false);
ob_end_clean();
$arrived['complaints'] = $complaints;
echo json_encode($arrived, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR), "\n";
