<?php
// What the scripts beside share: Moodle with an admin logged in, tools, restored courses, people.
define('CLI_SCRIPT', true);
[, $moodle, $verb] = $argv;
require("$moodle/config.php");
require_once($CFG->libdir . '/gradelib.php');
require_once($CFG->libdir . '/enrollib.php');
require_once($CFG->dirroot . '/user/lib.php');
require_once($CFG->dirroot . '/course/lib.php');
require_once($CFG->dirroot . '/course/modlib.php');
require_once($CFG->dirroot . '/mod/lti/locallib.php');
require_once($CFG->dirroot . '/backup/util/includes/backup_includes.php');
require_once($CFG->dirroot . '/backup/util/includes/restore_includes.php');
\core\session\manager::set_user(get_admin());
$CFG->backup_error_log_logger_level = backup::LOG_NONE;

function settings(string $name, string $url): stdClass {
    return (object)['lti_typename' => $name, 'lti_toolurl' => "$url/lti/launch", 'lti_ltiversion' => LTI_VERSION_1P3,
        'lti_keytype' => LTI_JWK_KEYSET, 'lti_publickeyset' => "$url/lti/jwks", 'lti_initiatelogin' => "$url/lti/login",
        'lti_redirectionuris' => "$url/lti/launch", 'lti_contentitem' => 1, 'lti_customparameters' => '',
        'lti_toolurl_ContentItemSelectionRequest' => "$url/lti/launch", 'lti_coursevisible' => LTI_COURSEVISIBLE_ACTIVITYCHOOSER,
        'lti_launchcontainer' => LTI_LAUNCH_CONTAINER_EMBED_NO_BLOCKS, 'ltiservice_gradesynchronization' => 2,
        'ltiservice_memberships' => 1, 'lti_sendname' => LTI_SETTING_NEVER, 'lti_sendemailaddr' => LTI_SETTING_NEVER,
        'lti_acceptgrades' => LTI_SETTING_DELEGATE, 'lti_organizationid_default' => LTI_DEFAULT_ORGID_SITEHOST,
        'lti_organizationid' => '', 'lti_organizationurl' => '', 'lti_forcessl' => 0];
}

function tool(string $url): int {
    $id = lti_add_type((object)['state' => LTI_TOOL_STATE_CONFIGURED], settings('Poiju acceptance', $url));
    \mod_lti\local\ltiopenid\jwks_helper::get_private_key();
    return (int)$id;
}

function described(int $typeid): array {
    $config = get_tool_type_config(lti_get_type($typeid));
    return ['type' => $typeid, 'issuer' => $config['platformid'], 'client_id' => $config['clientid'],
        'deployment_id' => (string)$config['deploymentid'], 'auth_login_url' => $config['authrequesturl'],
        'token_url' => $config['accesstokenurl'], 'jwks_url' => $config['publickeyseturl']];
}

function restored(string $file, ?int $into = null): int {
    $admin = get_admin();
    $folder = restore_controller::get_tempdir_name(SITEID, $admin->id);
    get_file_packer('application/vnd.moodle.backup')->extract_to_pathname($file, make_backup_temp_directory($folder));
    $course = $into ?: restore_dbops::create_new_course('', '', core_course_category::get_default()->id);
    $controller = new restore_controller($folder, $course, backup::INTERACTIVE_NO, backup::MODE_GENERAL, $admin->id,
        $into ? backup::TARGET_EXISTING_ADDING : backup::TARGET_NEW_COURSE);
    if (!$controller->execute_precheck()) {
        throw new moodle_exception('precheck', '', '', null, json_encode($controller->get_precheck_results()));
    }
    $controller->execute_plan();
    $controller->destroy();
    return $course;
}

function made(string $role): array {
    $name = "poiju$role" . bin2hex(random_bytes(4));
    $password = 'Aa1-' . bin2hex(random_bytes(8));
    $user = user_create_user(['username' => $name, 'password' => $password, 'firstname' => 'Test', 'lastname' => ucfirst($role),
        'email' => "$name@example.invalid", 'confirmed' => 1, 'mnethostid' => get_config('core', 'mnet_localhost_id') ?: 1]);
    return ['username' => $name, 'password' => $password, 'id' => (string)$user];
}

function enrolled(int $course, int $user, string $role): void {
    global $DB;
    if (!$DB->record_exists('enrol', ['courseid' => $course, 'enrol' => 'manual'])) {
        enrol_get_plugin('manual')->add_instance(get_course($course));
    }
    enrol_try_internal_enrol($course, $user, $DB->get_field('role', 'id', ['shortname' => $role]));
}
