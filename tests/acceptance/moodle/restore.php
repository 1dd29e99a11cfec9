<?php
// Restores a backup into a new course of an installed Moodle and prints, as JSON, every complaint and what arrived.
//
//   php restore.php MOODLE_DIR BACKUP.mbz [--tool=URL] [--walk=LESSON,QUIZ] [--answers=FILE] [--use=NAME]
//       [--backup=FILE] [--open=1]
//
// --open lets a teacher and a learner open every activity in Moodle's web server.
// --backup lets Moodle back the course up again.
// --tool registers an LTI 1.3 tool of that address first; --walk lets a learner open a lesson and answer a quiz;
// --answers names a JSON file of answers to questions, which the question engine marks;
// --use lets a learner do what the function in used_NAME.php does.
// Course, tool and learner are deleted again.

define('CLI_SCRIPT', true);
if ($argc < 3 || !is_file($argv[1] . '/config.php')) {
    $options = '[--tool=URL] [--walk=LESSON,QUIZ] [--answers=FILE] [--use=NAME] [--backup=FILE] [--open=1]';
    fwrite(STDERR, "usage: php restore.php MOODLE_DIR BACKUP.mbz $options\n");
    exit(2);
}
$backup = realpath($argv[2]);
parse_str(str_replace('--', '', implode('&', array_slice($argv, 3))), $wishes);
$toolurl = $wishes['tool'] ?? '';
require($argv[1] . '/config.php');
require_once($CFG->dirroot . '/mod/lti/locallib.php');
require_once(__DIR__ . '/restoring.php');
require_once(__DIR__ . '/arrived.php');
require_once(__DIR__ . '/backed_up.php');
require_once(__DIR__ . '/walked.php');
require_once(__DIR__ . '/marked.php');
require_once(__DIR__ . '/answered.php');
require_once(__DIR__ . '/opened.php');

function registered_tool(string $url): int {
    $type = (object) ['state' => LTI_TOOL_STATE_CONFIGURED, 'course' => SITEID];
    $config = (object) [
        'lti_typename' => 'Acceptance', 'lti_toolurl' => $url, 'lti_ltiversion' => LTI_VERSION_1P3,
        'lti_coursevisible' => LTI_COURSEVISIBLE_PRECONFIGURED, 'lti_initiatelogin' => "$url/lti/login",
        'lti_redirectionuris' => "$url/lti/launch", 'lti_publickeyset' => "$url/lti/jwks",
        'lti_keytype' => LTI_JWK_KEYSET, 'ltiservice_gradesynchronization' => 2,
    ];
    return lti_add_type($type, $config);
}

$course = 0;
$tool = $toolurl === '' ? 0 : registered_tool($toolurl);
$arrived = $walked = $answered = $used = $opened = null;
try {
    $course = restored_course($backup, $complaints);
    $arrived = arrived_course($course);
    if (isset($wishes['backup'])) {
        backed_up_course($course, $wishes['backup']);
    }
    $opened = isset($wishes['open']) ? opened_course($course) : null;
    $answered = isset($wishes['answers'])
        ? answered_course($course, json_decode(file_get_contents($wishes['answers']), true)) : null;
    $walked = isset($wishes['walk']) ? walked_course($course, ...explode(',', $wishes['walk'])) : null;
    if (isset($wishes['use'])) {
        $used = with_learner($course, require(__DIR__ . '/used_' . basename($wishes['use']) . '.php'));
    }
} catch (Throwable $error) {
    $complaints[] = get_class($error) . ': ' . $error->getMessage() . ' ' . ($error->debuginfo ?? '');
} finally {
    if ($course) {
        delete_course($course, false);
    }
    if ($tool) {
        lti_delete_type($tool);
    }
}
echo json_encode(
    [
        'complaints' => $complaints, 'release' => $CFG->release, 'root' => $CFG->wwwroot, 'tool' => $tool,
        'course' => $arrived, 'walked' => $walked, 'answered' => $answered, 'used' => $used, 'opened' => $opened,
    ],
    JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR
);
