<?php
// Restores a backup into a new course and then another one into the same course; prints what is there afterwards.
//
//   php update.php MOODLE_DIR EARLIER.mbz UPDATE.mbz

define('CLI_SCRIPT', true);
[, $moodle, $earlier, $update] = $argv;
[$earlier, $update] = [realpath($earlier), realpath($update)];
require($moodle . '/config.php');
require_once(__DIR__ . '/restoring.php');
require_once(__DIR__ . '/arrived.php');

$course = 0;
$arrived = null;
try {
    $course = restored_course($earlier, $complaints);
    restored_into($course, $update, $complaints);
    $arrived = arrived_course($course);
} finally {
    if ($course) {
        delete_course($course, false);
    }
}
echo json_encode(
    ['complaints' => $complaints, 'course' => $arrived],
    JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR
);
