<?php
// What an admin would do by hand in Moodle for a trial of the tool; prints JSON.
//   php moodle_side.php MOODLE_DIR prepare PACKAGE.mbz TOOL_URL   restore, make the LTI 1.3 tool, enrol a teacher and a learner
//   php moodle_side.php MOODLE_DIR course PACKAGE.mbz   restore, enrol a learner, make a site administrator; no tool
//   php moodle_side.php MOODLE_DIR types TOOL_URL   list the tools at an address
//   php moodle_side.php MOODLE_DIR grade COURSEID IDNUMBER USERNAME   read one grade from the gradebook
//   php moodle_side.php MOODLE_DIR links COURSEID   list the LTI activities of a course
//   php moodle_side.php MOODLE_DIR forget TYPEID   lose the tool's access tokens
//   php moodle_side.php MOODLE_DIR remove COURSEID TYPEID USERNAME...   take all of it away again
require(__DIR__ . '/side.php');

function person(int $course, string $role): array {
    $made = made($role);
    enrolled($course, (int)$made['id'], $role);
    return $made;
}

$answer = [];
if ($verb === 'prepare') {
    $course = restored($argv[3]);
    $answer = ['course' => $course] + described(tool($argv[4])) + [
        'student' => person($course, 'student'), 'teacher' => person($course, 'editingteacher')];
    foreach (get_fast_modinfo($course)->get_cms() as $cm) {
        $answer['activities'][$cm->idnumber] = ['cmid' => (int)$cm->id, 'kind' => $cm->modname, 'name' => $cm->name];
    }
} else if ($verb === 'course') {
    $course = restored($argv[3]);
    $admin = person($course, 'editingteacher');
    set_config('siteadmins', $DB->get_field('config', 'value', ['name' => 'siteadmins']) . ',' . $admin['id']);
    \mod_lti\local\ltiopenid\jwks_helper::get_private_key();
    $answer = ['course' => $course, 'student' => person($course, 'student'), 'admin' => $admin];
    foreach (get_fast_modinfo($course)->get_cms() as $cm) {
        $answer['activities'][$cm->idnumber] = ['cmid' => (int)$cm->id, 'kind' => $cm->modname, 'name' => $cm->name];
    }
} else if ($verb === 'types') {
    $answer = array_values(array_map(fn($type) => ['id' => (int)$type->id, 'state' => (int)$type->state,
        'client_id' => $type->clientid, 'visible' => (int)$type->coursevisible, 'config' => lti_get_type_config($type->id)],
        $DB->get_records_select('lti_types', $DB->sql_like('baseurl', '?'), [$argv[3] . '/%'])));
} else if ($verb === 'grade') {
    [, , , $course, $idnumber, $username] = $argv;
    $user = $DB->get_field('user', 'id', ['username' => $username], MUST_EXIST);
    $item = grade_item::fetch(['courseid' => $course, 'idnumber' => $idnumber, 'itemtype' => 'mod']);
    $grade = $item ? grade_grade::fetch(['itemid' => $item->id, 'userid' => $user]) : false;
    $answer = ['maximum' => $item ? (float)$item->grademax : null,
        'grade' => $grade && $grade->finalgrade !== null ? (float)$grade->finalgrade : null,
        'columns' => (int)$DB->count_records('grade_items', ['courseid' => $course, 'itemtype' => 'mod']),
        'manual' => (int)$DB->count_records('grade_items', ['courseid' => $course, 'itemtype' => 'manual'])];
} else if ($verb === 'links') {
    foreach (get_fast_modinfo((int)$argv[3])->get_instances_of('lti') as $cm) {
        $link = $DB->get_record('lti', ['id' => $cm->instance], '*', MUST_EXIST);
        $item = grade_item::fetch(['courseid' => $argv[3], 'itemmodule' => 'lti', 'iteminstance' => $link->id]);
        $answer[] = ['cmid' => (int)$cm->id, 'name' => $cm->name, 'custom' => $link->instructorcustomparameters,
            'section' => (int)$cm->sectionnum, 'maximum' => $item ? (float)$item->grademax : null,
            'resource' => $DB->get_field('ltiservice_gradebookservices', 'resourceid', ['ltilinkid' => $link->id]) ?: null];
    }
} else if ($verb === 'enrol') {
    $answer = person((int)$argv[3], $argv[4]);
} else if ($verb === 'couple') {
    // As an activity that was added by Deep Linking has it; one from a package is matched by its address.
    $cm = get_coursemodule_from_id('lti', (int)$argv[3], 0, false, MUST_EXIST);
    $DB->set_field('lti', 'typeid', (int)$argv[4], ['id' => $cm->instance]);
} else if ($verb === 'unenrol') {
    $user = $DB->get_field('user', 'id', ['username' => $argv[4]], MUST_EXIST);
    $instance = $DB->get_record('enrol', ['courseid' => (int)$argv[3], 'enrol' => 'manual'], '*', MUST_EXIST);
    enrol_get_plugin('manual')->unenrol_user($instance, $user);
} else if ($verb === 'names') {
    $DB->set_field('lti_types_config', 'value', LTI_SETTING_ALWAYS, ['typeid' => (int)$argv[3], 'name' => 'sendname']);
} else if ($verb === 'overgrade') {
    [, , , $course, $idnumber, $username, $value] = $argv;
    $user = $DB->get_field('user', 'id', ['username' => $username], MUST_EXIST);
    $item = grade_item::fetch(['courseid' => $course, 'idnumber' => $idnumber, 'itemtype' => 'mod']);
    $item->update_final_grade($user, (float)$value, 'gradebook');
} else if ($verb === 'forget') {
    $DB->delete_records('lti_access_tokens', ['typeid' => (int)$argv[3]]);
} else if ($verb === 'remove') {
    delete_course((int)$argv[3], false);
    if ((int)$argv[4]) {
        lti_delete_type((int)$argv[4]);
    }
    foreach (array_slice($argv, 5) as $name) {
        $user = $DB->get_record('user', ['username' => $name], '*', MUST_EXIST);
        $admins = explode(',', $DB->get_field('config', 'value', ['name' => 'siteadmins']));
        if (in_array($user->id, $admins)) {
            set_config('siteadmins', implode(',', array_diff($admins, [$user->id])));
        }
        delete_user($user);
    }
}
echo json_encode($answer, JSON_UNESCAPED_SLASHES), "\n";
