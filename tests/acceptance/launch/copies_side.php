<?php
// Copies and restores of courses with links of the tool, by Moodle's own API; prints JSON.
//   php copies_side.php MOODLE_DIR version   the site's version
//   php copies_side.php MOODLE_DIR course   make an empty course
//   php copies_side.php MOODLE_DIR add COURSEID TYPEID UNIT NAME   add a graded activity as Deep Linking does
//   php copies_side.php MOODLE_DIR coursetool COURSEID TYPEID NAME   make a tool of this course alone, set as another one is
//   php copies_side.php MOODLE_DIR sitetool TOOL_URL   make the tool of the site
//   php copies_side.php MOODLE_DIR duplicate CMID   duplicate an activity in its course
//   php copies_side.php MOODLE_DIR copy COURSEID   copy a course as "Copy course" does
//   php copies_side.php MOODLE_DIR backup COURSEID FILE   back a course up without users
//   php copies_side.php MOODLE_DIR restore FILE [COURSEID]   restore into a new course, or into one that exists
//   php copies_side.php MOODLE_DIR enrol COURSEID USERNAME ROLE   enrol somebody who exists
//   php copies_side.php MOODLE_DIR person COURSEID ROLE   make and enrol somebody
//   php copies_side.php MOODLE_DIR activities COURSEID   list its LTI activities, each with its tool and its column
//   php copies_side.php MOODLE_DIR grades COURSEID USERNAME   grades by activity, and how many columns there are
//   php copies_side.php MOODLE_DIR sends CMID   the custom parameters that a launch hands over
//   php copies_side.php MOODLE_DIR drop COURSEIDS TYPEIDS USERNAMES   take all away (each with commas)
require(__DIR__ . '/side.php');

function added(int $courseid, int $typeid, string $unit, string $name): int {
    global $DB;
    $course = get_course($courseid);
    $type = lti_get_type($typeid);
    $info = (object)['modulename' => 'lti', 'module' => $DB->get_field('modules', 'id', ['name' => 'lti']), 'name' => $name,
        'course' => $courseid, 'section' => 1, 'visible' => 1, 'intro' => '', 'introformat' => FORMAT_HTML, 'typeid' => $typeid,
        'toolurl' => $type->baseurl, 'securetoolurl' => '', 'instructorchoiceacceptgrades' => LTI_SETTING_ALWAYS,
        'instructorchoicesendname' => LTI_SETTING_NEVER, 'instructorchoicesendemailaddr' => LTI_SETTING_NEVER,
        'instructorcustomparameters' => "unit=$unit\nlang=fi\nctx_history=\$Context.id.history", 'launchcontainer' => LTI_LAUNCH_CONTAINER_DEFAULT,
        'grade' => 100, 'grade_lti' => 100, 'resourcekey' => '', 'password' => '', 'icon' => '', 'secureicon' => '', 'debuglaunch' => 0,
        'showtitlelaunch' => 0, 'showdescriptionlaunch' => 0, 'lineitemresourceid' => $unit, 'lineitemtag' => 'completion',
        'cmidnumber' => '', 'groupmode' => 0, 'groupingid' => 0, 'availability' => null, 'completion' => 0];
    return (int)add_moduleinfo($info, $course)->coursemodule;
}

function duplicated(int $cmid): int {
    global $DB;
    $course = get_course($DB->get_field('course_modules', 'course', ['id' => $cmid], MUST_EXIST));
    return (int)duplicate_module($course, get_fast_modinfo($course)->get_cm($cmid))->id;
}

function copied(int $courseid): int {
    global $DB;
    $name = 'copy' . bin2hex(random_bytes(4));
    $wanted = copy_helper::process_formdata((object)['courseid' => $courseid, 'fullname' => $name, 'shortname' => $name,
        'category' => core_course_category::get_default()->id, 'visible' => 1, 'startdate' => time(), 'enddate' => 0,
        'idnumber' => '', 'userdata' => 0]);
    $ids = copy_helper::create_copy($wanted);
    $course = (int)$DB->get_field('backup_controllers', 'itemid', ['backupid' => $ids['restoreid']], MUST_EXIST);
    foreach (\core\task\manager::get_adhoc_tasks('\core\task\asynchronous_copy_task') as $task) {
        if ($task->get_custom_data()->backupid === $ids['backupid']) {
            ob_start();
            $task->execute();
            ob_end_clean();
            $DB->delete_records('task_adhoc', ['id' => $task->get_id()]);
        }
    }
    return $course;
}

function backed_up(int $courseid, string $file): void {
    $controller = new backup_controller(backup::TYPE_1COURSE, $courseid, backup::FORMAT_MOODLE, backup::INTERACTIVE_NO,
        backup::MODE_GENERAL, get_admin()->id);
    $controller->get_plan()->get_setting('users')->set_value(false);
    $controller->execute_plan();
    $controller->get_results()['backup_destination']->copy_content_to($file);
    $controller->destroy();
}

$answer = [];
if ($verb === 'version') {
    $answer = ['version' => (float)$CFG->version];
} else if ($verb === 'course') {
    $name = 'poiju' . bin2hex(random_bytes(4));
    $answer = ['course' => (int)create_course((object)['fullname' => $name, 'shortname' => $name,
        'category' => core_course_category::get_default()->id, 'numsections' => 2])->id];
} else if ($verb === 'add') {
    $answer = ['cmid' => added((int)$argv[3], (int)$argv[4], $argv[5], $argv[6])];
} else if ($verb === 'coursetool') {
    $like = lti_get_type((int)$argv[4]);
    $id = lti_add_type((object)['state' => LTI_TOOL_STATE_CONFIGURED, 'course' => (int)$argv[3]],
        settings($argv[5], preg_replace('~/lti/launch$~', '', $like->baseurl)));
    $answer = described($id);
} else if ($verb === 'sitetool') {
    $answer = described(tool($argv[3]));
} else if ($verb === 'duplicate') {
    $answer = ['cmid' => duplicated((int)$argv[3])];
} else if ($verb === 'copy') {
    $answer = ['course' => copied((int)$argv[3])];
} else if ($verb === 'backup') {
    backed_up((int)$argv[3], $argv[4]);
} else if ($verb === 'restore') {
    $answer = ['course' => restored($argv[3], isset($argv[4]) ? (int)$argv[4] : null)];
} else if ($verb === 'enrol') {
    enrolled((int)$argv[3], (int)$DB->get_field('user', 'id', ['username' => $argv[4]], MUST_EXIST), $argv[5]);
} else if ($verb === 'person') {
    $answer = made($argv[4]);
    enrolled((int)$argv[3], (int)$answer['id'], $argv[4]);
} else if ($verb === 'activities') {
    rebuild_course_cache((int)$argv[3], true);
    foreach (get_fast_modinfo((int)$argv[3])->get_instances_of('lti') as $cm) {
        $link = $DB->get_record('lti', ['id' => $cm->instance], '*', MUST_EXIST);
        $answer[] = ['cmid' => (int)$cm->id, 'name' => $cm->name, 'custom' => $link->instructorcustomparameters,
            'tool' => $link->typeid ? described((int)$link->typeid) : null];
    }
} else if ($verb === 'grades') {
    $user = $DB->get_field('user', 'id', ['username' => $argv[4]], MUST_EXIST);
    $answer = ['grades' => [], 'columns' => 0, 'manual' => 0];
    foreach (grade_item::fetch_all(['courseid' => $argv[3]]) ?: [] as $item) {
        if ($item->itemtype === 'manual') {
            $answer['manual']++;
        } else if ($item->itemtype === 'mod') {
            $answer['columns']++;
            $cm = get_coursemodule_from_instance($item->itemmodule, $item->iteminstance, $item->courseid, false, MUST_EXIST);
            $grade = grade_grade::fetch(['itemid' => $item->id, 'userid' => $user]);
            $answer['grades'][$cm->id] = $grade && $grade->finalgrade !== null ? (float)$grade->finalgrade : null;
        }
    }
} else if ($verb === 'sends') {
    $cm = get_coursemodule_from_id('lti', (int)$argv[3], 0, false, MUST_EXIST);
    $COURSE = get_course($cm->course);
    $link = $DB->get_record('lti', ['id' => $cm->instance], '*', MUST_EXIST);
    $link->cmid = $cm->id;
    [, $sent] = lti_get_launch_data($link, 'nonce');
    $claims = json_decode(base64_decode(strtr(explode('.', $sent['id_token'])[1], '-_', '+/')), true);
    $answer = $claims['https://purl.imsglobal.org/spec/lti/claim/custom'];
} else if ($verb === 'drop') {
    foreach (array_filter(explode(',', $argv[3] ?? '')) as $course) {
        delete_course((int)$course, false);
    }
    foreach (array_filter(explode(',', $argv[4] ?? '')) as $type) {
        if ($DB->record_exists('lti_types', ['id' => (int)$type])) {
            lti_delete_type((int)$type);
        }
    }
    foreach (array_filter(explode(',', $argv[5] ?? '')) as $name) {
        delete_user($DB->get_record('user', ['username' => $name], '*', MUST_EXIST));
    }
}
echo json_encode($answer, JSON_UNESCAPED_SLASHES), "\n";
