<?php
// Restoring a backup into a new course, with every complaint kept. Moodle's config.php is loaded before.

require_once($CFG->dirroot . '/backup/util/includes/restore_includes.php');
require_once($CFG->dirroot . '/course/lib.php');

$CFG->debug = E_ALL;
$CFG->debugdeveloper = true;
$CFG->debugdisplay = 0;
$CFG->backup_error_log_logger_level = backup::LOG_NONE; // Our own logger keeps what matters.
error_reporting(E_ALL);
$complaints = [];
set_error_handler(function (int $level, string $message, string $file, int $line) use (&$complaints): bool {
    $complaints[] = "PHP: $message ($file:$line)";
    return true;
});
\core\session\manager::set_user(get_admin());

/** Keeps what the restore logs as a warning or worse. */
class complaint_logger extends base_logger {
    /** @var string[] */
    public array $kept = [];

    protected function action($message, $level, $options = null) {
        if ($level <= backup::LOG_WARNING) {
            $this->kept[] = "log: $message";
        }
        return true;
    }
}

/** Restores into a new course; returns its number. */
function restored_course(string $backup, array &$complaints): int {
    global $DB;
    $category = $DB->get_field_sql('SELECT MIN(id) FROM {course_categories}');
    [$full, $short] = restore_dbops::calculate_course_names(0, 'Acceptance', 'acceptance');
    $course = restore_dbops::create_new_course($full, $short, $category);
    restored($backup, $course, backup::TARGET_NEW_COURSE, $complaints);
    return $course;
}

/** Restores into a course that is there, merging. */
function restored_into(int $course, string $backup, array &$complaints): void {
    restored($backup, $course, backup::TARGET_EXISTING_ADDING, $complaints);
}

function restored(string $backup, int $course, int $target, array &$complaints): void {
    global $USER;
    $name = restore_controller::get_tempdir_name(SITEID, $USER->id);
    $folder = make_backup_temp_directory($name);
    foreach (get_file_packer('application/vnd.moodle.backup')->extract_to_pathname($backup, $folder) as $file => $done) {
        if ($done !== true) {
            $complaints[] = "unpacking $file: $done";
        }
    }
    $controller = new restore_controller(
        $name, $course, backup::INTERACTIVE_NO, backup::MODE_GENERAL, $USER->id, $target
    );
    $logger = new complaint_logger(backup::LOG_WARNING);
    $controller->add_logger($logger);
    $controller->execute_precheck();
    foreach ($controller->get_precheck_results() as $kind => $messages) {
        foreach ((array) $messages as $message) {
            $complaints[] = "precheck $kind: $message";
        }
    }
    $controller->execute_plan();
    foreach (($controller->get_results() ?: []) as $kind => $result) {
        if (!is_object($result)) {
            $complaints[] = "result $kind: " . json_encode($result);
        }
    }
    $controller->destroy();
    array_push($complaints, ...$logger->kept);
    fulldelete($folder);
}
