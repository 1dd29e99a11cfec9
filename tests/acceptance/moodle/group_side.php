<?php
// What a site's people do with units that Moodle plays or a group works on; prints JSON.
//
//   php group_side.php MOODLE_DIR restore BACKUP.mbz admin|editingteacher   restore as that person, enrol a teacher and a learner
//   php group_side.php MOODLE_DIR played COURSE IDNUMBER USERNAME           what H5P says when that person opens the activity
//   php group_side.php MOODLE_DIR state COURSE IDNUMBER USERNAME            completion and grades of a person
//   php group_side.php MOODLE_DIR phase COURSE IDNUMBER USERNAME NUMBER    switch a workshop; prints what it asks of reviewers
//   php group_side.php MOODLE_DIR reviewed COURSE IDNUMBER USERNAME SHARE  that person and two others assess each other
//   php group_side.php MOODLE_DIR forget LIBRARY                            take an H5P library away from the site
//   php group_side.php MOODLE_DIR remove COURSE USERNAME...                 take all of it away again

define('CLI_SCRIPT', true);
[, $moodle, $verb] = $argv;
require("$moodle/config.php");
require_once($CFG->libdir . '/gradelib.php');
require_once($CFG->libdir . '/enrollib.php');
require_once($CFG->libdir . '/completionlib.php');
require_once($CFG->dirroot . '/user/lib.php');
require_once(__DIR__ . '/restoring.php');
require_once(__DIR__ . '/reviewed.php');

function someone(int $course, string $role): stdClass {
    global $DB;
    if (!$DB->record_exists('enrol', ['courseid' => $course, 'enrol' => 'manual'])) {
        enrol_get_plugin('manual')->add_instance(get_course($course));
    }
    $name = "poiju$role" . bin2hex(random_bytes(4));
    $user = (object) [
        'username' => $name, 'password' => 'Aa1-' . bin2hex(random_bytes(8)), 'firstname' => 'Test', 'lastname' => ucfirst($role),
        'email' => "$name@example.invalid", 'confirmed' => 1, 'mnethostid' => get_config('core', 'mnet_localhost_id') ?: 1,
    ];
    $user->id = user_create_user(clone $user);
    enrol_try_internal_enrol($course, $user->id, $DB->get_field('role', 'id', ['shortname' => $role], MUST_EXIST));
    return $user;
}

/** Restores as a teacher does: into a course where they teach. */
function restored_by(int $user, int $course, string $backup, array &$complaints): void {
    $name = restore_controller::get_tempdir_name($course, $user);
    get_file_packer('application/vnd.moodle.backup')->extract_to_pathname($backup, make_backup_temp_directory($name));
    $controller = new restore_controller(
        $name, $course, backup::INTERACTIVE_NO, backup::MODE_GENERAL, $user, backup::TARGET_EXISTING_ADDING
    );
    $controller->execute_precheck();
    foreach ($controller->get_precheck_results() as $kind => $messages) {
        foreach ((array) $messages as $message) {
            $complaints[] = "precheck $kind: $message";
        }
    }
    $controller->execute_plan();
    $controller->destroy();
}

function activity_named(int $course, string $idnumber): cm_info {
    foreach (get_fast_modinfo($course)->get_cms() as $cm) {
        if ($cm->idnumber === $idnumber) {
            return $cm;
        }
    }
    throw new moodle_exception("no activity $idnumber");
}

function person(string $username): stdClass {
    global $DB;
    return $DB->get_record('user', ['username' => $username], '*', MUST_EXIST);
}

$answer = [];
if ($verb === 'restore') {
    if ($argv[4] === 'admin') {
        $course = restored_course($argv[3], $complaints);
        $teacher = someone($course, 'editingteacher');
    } else {
        $course = (int) create_course((object) [
            'fullname' => 'Acceptance', 'shortname' => uniqid('acceptance'), 'category' => core_course_category::get_default()->id,
        ])->id;
        $teacher = someone($course, $argv[4]);
        restored_by($teacher->id, $course, $argv[3], $complaints);
    }
    $answer = ['course' => $course, 'complaints' => $complaints, 'teacher' => $teacher, 'student' => someone($course, 'student')];
    foreach (get_fast_modinfo($course)->get_cms() as $cm) {
        $answer['activities'][$cm->idnumber] = ['cmid' => (int) $cm->id, 'kind' => $cm->modname];
    }
} else if ($verb === 'played') {
    $cm = activity_named((int) $argv[3], $argv[4]);
    \core\session\manager::set_user(person($argv[5]));
    $files = get_file_storage()->get_area_files($cm->context->id, 'mod_h5pactivity', 'package', 0, 'id', false);
    $file = reset($files);
    $url = moodle_url::make_pluginfile_url(
        $cm->context->id, 'mod_h5pactivity', 'package', 0, $file->get_filepath(), $file->get_filename()
    );
    $factory = new \core_h5p\factory();
    $messages = new stdClass();
    [, $h5p] = \core_h5p\api::create_content_from_pluginfile_url(
        $url->out(), new stdClass(), $factory, $messages, true, true
    );
    $said = \core_h5p\helper::get_messages($messages, $factory);
    $answer = [
        'plays' => (bool) $h5p,
        'said' => array_map(fn($one) => is_object($one) ? $one->message : $one, array_values($said->error ?: [])),
    ];
} else if ($verb === 'state') {
    $cm = activity_named((int) $argv[3], $argv[4]);
    $user = person($argv[5])->id;
    $grades = grade_get_grades($cm->course, 'mod', $cm->modname, $cm->instance, $user);
    $answer = [
        'completion' => (int) (new completion_info(get_course($cm->course)))->get_data($cm, false, $user)->completionstate,
        'grades' => array_map(fn($item) => $item->grades[$user]->grade, array_values($grades->items)),
    ];
} else if ($verb === 'phase') {
    $workshop = workshop_of(activity_named((int) $argv[3], $argv[4]));
    $workshop->switch_phase((int) $argv[6]);
    $answer = criteria_of($workshop) + ['ready' => $workshop->grading_strategy_instance()->form_ready()];
} else if ($verb === 'reviewed') {
    $others = [someone((int) $argv[3], 'student'), someone((int) $argv[3], 'student')];
    $complaints = []; // Of a site that sends no mail to new people.
    $people = [(int) person($argv[5])->id, ...array_map(fn($one) => (int) $one->id, $others)];
    $answer = reviewed_workshop(activity_named((int) $argv[3], $argv[4]), $people, (float) $argv[6]);
    foreach ($others as $one) {
        delete_user(person($one->username));
    }
    $answer['complaints'] = $complaints;
} else if ($verb === 'forget') {
    foreach ($DB->get_records('h5p_libraries', ['machinename' => $argv[3]]) as $library) {
        \core_h5p\api::delete_library(new \core_h5p\factory(), $library);
    }
} else if ($verb === 'remove') {
    delete_course((int) $argv[3], false);
    foreach (array_slice($argv, 4) as $name) {
        delete_user(person($name));
    }
}
echo json_encode($answer, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR), "\n";
