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
    return $texts;
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
    foreach (explode(',', $languages) as $language) {
        $SESSION->forcelang = $language; // also where the site has no pack of it
        foreach (get_fast_modinfo($course)->get_cms() as $cm) {
            $seen[$language][$cm->idnumber] = shown($cm);
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
