<?php
// Prepares a site as an admin would, restores a backup and prints, as JSON, what arrived of the course itself.
//
//   php course_level.php MOODLE_DIR BACKUP.mbz [SITE_FILES]
//
// SITE_FILES is the folder of `poiju build --site-files`: frameworks are imported, custom fields created.
// Course, frameworks and fields are deleted again; what was there before stays.

define('CLI_SCRIPT', true);
if ($argc < 3 || !is_file($argv[1] . '/config.php')) {
    fwrite(STDERR, "usage: php course_level.php MOODLE_DIR BACKUP.mbz [SITE_FILES]\n");
    exit(2);
}
$backup = realpath($argv[2]);
$folder = isset($argv[3]) ? realpath($argv[3]) : null;
require($argv[1] . '/config.php');
require_once(__DIR__ . '/restoring.php');
require_once(__DIR__ . '/course_arrived.php');

function import_frameworks(string $folder, array &$made, array &$complaints): void {
    foreach (glob("$folder/competency-framework-*.csv") as $file) {
        $framework = array_map('str_getcsv', file($file))[1][1];
        if (\core_competency\competency_framework::record_exists_select('idnumber = ?', [$framework])) {
            continue;
        }
        $importer = new \tool_lpimportcsv\framework_importer(file_get_contents($file), 'UTF-8', 'comma');
        if ($importer->get_error()) {
            $complaints[] = "import of $file: " . $importer->get_error();
            continue;
        }
        $made[] = $importer->import()->get('id');
    }
}

function unlink_competencies(int $framework): void {
    global $DB;
    $own = 'competencyid IN (SELECT id FROM {competency} WHERE competencyframeworkid = ?)';
    $DB->delete_records_select('competency_coursecomp', $own, [$framework]);
    $DB->delete_records_select('competency_modulecomp', $own, [$framework]);
}

function created_fields(string $folder): int {
    $handler = \core_course\customfield\course_handler::create();
    $category = \core_customfield\category_controller::create($handler->create_category('Acceptance'));
    foreach (glob("$folder/custom-fields*.csv") as $file) {
        $rows = array_map('str_getcsv', file($file));
        foreach (array_slice($rows, 1) as [$shortname, $name]) {
            $field = \core_customfield\field_controller::create(0, (object) ['type' => 'text'], $category);
            $handler->save_field_configuration($field, (object) [
                'name' => $name, 'shortname' => $shortname, 'type' => 'text', 'description_editor' => ['text' => '', 'format' => 1],
                'configdata' => [
                    'required' => 0, 'uniquevalues' => 0, 'defaultvalue' => '', 'displaysize' => 50,
                    'maxlength' => 1333, 'ispassword' => 0, 'link' => '', 'locked' => 0, 'visibility' => 2,
                ],
            ]);
        }
    }
    return $category->get('id');
}

// Runs at the same time would take each other's frameworks away.
$turn = fopen(sys_get_temp_dir() . '/poiju-course-level-' . md5($CFG->dataroot), 'c');
flock($turn, LOCK_EX);
$course = $fields = 0;
$frameworks = [];
$arrived = null;
try {
    if ($folder) {
        import_frameworks($folder, $frameworks, $complaints);
        $fields = created_fields($folder);
    }
    // What Moodle itself complains of while an admin imports is not the backup's.
    $complaints = array_values(array_filter($complaints, fn($one) => str_starts_with($one, 'import ')));
    $course = restored_course($backup, $complaints);
    $arrived = course_level($course);
} catch (Throwable $error) {
    $complaints[] = get_class($error) . ': ' . $error->getMessage() . ' ' . ($error->debuginfo ?? '');
} finally {
    $kept = $complaints;
    if ($course) {
        delete_course($course, false);
    }
    if ($fields) {
        $handler = \core_course\customfield\course_handler::create();
        $handler->delete_category(\core_customfield\category_controller::create($fields));
    }
    foreach ($frameworks as $framework) {
        unlink_competencies($framework); // Moodle keeps a framework that some course names.
        \core_competency\api::delete_framework($framework);
    }
}
echo json_encode(
    ['complaints' => $kept, 'release' => $CFG->release, 'course' => $arrived],
    JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR
);
