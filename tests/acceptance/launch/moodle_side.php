<?php
// What an admin would do by hand in Moodle for a trial of the tool; prints JSON.
//   php moodle_side.php MOODLE_DIR prepare PACKAGE.mbz TOOL_URL   restore, make the LTI 1.3 tool, enrol a teacher and a learner
//   php moodle_side.php MOODLE_DIR course PACKAGE.mbz   restore, enrol a learner, make a site administrator; no tool
//   php moodle_side.php MOODLE_DIR types TOOL_URL   list the tools at an address
//   php moodle_side.php MOODLE_DIR grade COURSEID IDNUMBER USERNAME   read one grade from the gradebook
//   php moodle_side.php MOODLE_DIR links COURSEID   list the LTI activities of a course
//   php moodle_side.php MOODLE_DIR forget TYPEID   lose the tool's access tokens
//   php moodle_side.php MOODLE_DIR remove COURSEID TYPEID USERNAME...   take all of it away again
define('CLI_SCRIPT', true);
[, $moodle, $verb] = $argv;
require("$moodle/config.php");
require_once($CFG->libdir . '/gradelib.php');
require_once($CFG->libdir . '/enrollib.php');
require_once($CFG->dirroot . '/user/lib.php');
require_once($CFG->dirroot . '/course/lib.php');
require_once($CFG->dirroot . '/mod/lti/locallib.php');
require_once($CFG->dirroot . '/backup/util/includes/restore_includes.php');
\core\session\manager::set_user(get_admin());
$CFG->backup_error_log_logger_level = backup::LOG_NONE;

function restored(string $package): int {
    $admin = get_admin();
    $folder = restore_controller::get_tempdir_name(SITEID, $admin->id);
    get_file_packer('application/vnd.moodle.backup')->extract_to_pathname($package, make_backup_temp_directory($folder));
    $course = restore_dbops::create_new_course('', '', core_course_category::get_default()->id);
    $controller = new restore_controller($folder, $course, backup::INTERACTIVE_NO, backup::MODE_GENERAL, $admin->id,
        backup::TARGET_NEW_COURSE);
    if (!$controller->execute_precheck()) {
        throw new moodle_exception('precheck', '', '', null, json_encode($controller->get_precheck_results()));
    }
    $controller->execute_plan();
    $controller->destroy();
    return $course;
}

function tool(string $url): stdClass {
    $config = new stdClass();
    $config->lti_typename = 'Poiju acceptance';
    $config->lti_toolurl = "$url/lti/launch";
    $config->lti_ltiversion = LTI_VERSION_1P3;
    $config->lti_keytype = LTI_JWK_KEYSET;
    $config->lti_publickeyset = "$url/lti/jwks";
    $config->lti_initiatelogin = "$url/lti/login";
    $config->lti_redirectionuris = "$url/lti/launch";
    $config->lti_contentitem = 1;
    $config->lti_toolurl_ContentItemSelectionRequest = "$url/lti/launch";
    $config->lti_customparameters = '';
    $config->lti_coursevisible = LTI_COURSEVISIBLE_ACTIVITYCHOOSER;
    $config->lti_launchcontainer = LTI_LAUNCH_CONTAINER_EMBED_NO_BLOCKS;
    $config->ltiservice_gradesynchronization = 2;
    $config->ltiservice_memberships = 1;
    $config->lti_sendname = LTI_SETTING_NEVER;
    $config->lti_sendemailaddr = LTI_SETTING_NEVER;
    $config->lti_acceptgrades = LTI_SETTING_DELEGATE;
    $config->lti_organizationid_default = LTI_DEFAULT_ORGID_SITEHOST;
    $config->lti_organizationid = $config->lti_organizationurl = '';
    $config->lti_forcessl = 0;
    $id = lti_add_type((object)['state' => LTI_TOOL_STATE_CONFIGURED], $config);
    \mod_lti\local\ltiopenid\jwks_helper::get_private_key();
    return lti_get_type($id);
}

function enrolled(int $course, string $role): array {
    global $DB;
    if (!$DB->record_exists('enrol', ['courseid' => $course, 'enrol' => 'manual'])) {
        enrol_get_plugin('manual')->add_instance(get_course($course));
    }
    $name = "poiju$role" . bin2hex(random_bytes(4));
    $password = 'Aa1-' . bin2hex(random_bytes(8));
    $user = user_create_user(['username' => $name, 'password' => $password, 'firstname' => 'Test', 'lastname' => ucfirst($role),
        'email' => "$name@example.invalid", 'confirmed' => 1, 'mnethostid' => get_config('core', 'mnet_localhost_id') ?: 1]);
    enrol_try_internal_enrol($course, $user, $DB->get_field('role', 'id', ['shortname' => $role]));
    return ['username' => $name, 'password' => $password, 'id' => (string)$user];
}

$answer = [];
if ($verb === 'prepare') {
    $course = restored($argv[3]);
    $type = tool($argv[4]);
    $config = get_tool_type_config($type);
    $answer = ['course' => $course, 'type' => (int)$type->id, 'issuer' => $config['platformid'],
        'client_id' => $config['clientid'], 'deployment_id' => (string)$config['deploymentid'],
        'auth_login_url' => $config['authrequesturl'], 'token_url' => $config['accesstokenurl'],
        'jwks_url' => $config['publickeyseturl'],
        'student' => enrolled($course, 'student'), 'teacher' => enrolled($course, 'editingteacher')];
    foreach (get_fast_modinfo($course)->get_cms() as $cm) {
        $answer['activities'][$cm->idnumber] = ['cmid' => (int)$cm->id, 'kind' => $cm->modname, 'name' => $cm->name];
    }
} else if ($verb === 'course') {
    $course = restored($argv[3]);
    $admin = enrolled($course, 'editingteacher');
    set_config('siteadmins', $DB->get_field('config', 'value', ['name' => 'siteadmins']) . ',' . $admin['id']);
    \mod_lti\local\ltiopenid\jwks_helper::get_private_key();
    $answer = ['course' => $course, 'student' => enrolled($course, 'student'), 'admin' => $admin];
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
    $answer = enrolled((int)$argv[3], $argv[4]);
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
