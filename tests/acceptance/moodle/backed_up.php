<?php
// A backup of a course as Moodle itself makes it, without users.

require_once($CFG->dirroot . '/backup/util/includes/backup_includes.php');

/** Backs a course up into a file. */
function backed_up_course(int $course, string $target): void {
    global $USER;
    $controller = new backup_controller(
        backup::TYPE_1COURSE, $course, backup::FORMAT_MOODLE, backup::INTERACTIVE_NO, backup::MODE_GENERAL, $USER->id
    );
    foreach (['users' => 0, 'role_assignments' => 0, 'badges' => 1, 'competencies' => 1, 'customfield' => 1] as $name => $value) {
        $controller->get_plan()->get_setting($name)->set_value($value);
    }
    $controller->execute_plan();
    $file = $controller->get_results()['backup_destination'];
    $file->copy_content_to($target);
    $file->delete();
    $controller->destroy();
}
