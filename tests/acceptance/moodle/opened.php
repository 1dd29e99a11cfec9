<?php
// What a browser gets of the course and of each activity: opened over HTTP by a teacher and by a learner.

require_once($CFG->libdir . '/filelib.php');
require_once($CFG->libdir . '/enrollib.php');
require_once($CFG->dirroot . '/user/lib.php');

const ACCEPTANCE_PASSWORD = 'Accept-1234!';

/** By role and idnumber: the status, the title, and every box in which Moodle complains. */
function opened_course(int $courseid): array {
    global $DB, $CFG;
    $seen = [];
    foreach (['editingteacher', 'student'] as $role) {
        $name = "acceptance$role$courseid";
        $user = user_create_user((object) [
            'username' => $name, 'password' => ACCEPTANCE_PASSWORD, 'firstname' => 'A', 'lastname' => $role,
            'email' => "$name@example.org", 'confirmed' => 1, 'mnethostid' => $CFG->mnet_localhost_id,
        ]);
        enrol_try_internal_enrol($courseid, $user, $DB->get_field('role', 'id', ['shortname' => $role], MUST_EXIST));
        try {
            $browser = signed_in($name);
            $seen[$role]['course'] = page_seen($browser, "$CFG->wwwroot/course/view.php?id=$courseid");
            $course = get_course($courseid);
            get_fast_modinfo($course, $user, true);
            foreach (get_fast_modinfo($course, $user)->get_cms() as $cm) {
                if ($cm->uservisible && $cm->url) {
                    $seen[$role][$cm->idnumber] = page_seen($browser, $cm->url->out(false));
                }
            }
        } finally {
            delete_user($DB->get_record('user', ['id' => $user]));
        }
    }
    return $seen;
}

function signed_in(string $name): curl {
    global $CFG;
    $browser = new curl(['cookie' => make_request_directory() . '/cookies', 'ignoresecurity' => true]);
    $form = $browser->get("$CFG->wwwroot/login/index.php");
    preg_match('/name="logintoken" value="(\w+)"/', $form, $token);
    $browser->post("$CFG->wwwroot/login/index.php", http_build_query(
        ['username' => $name, 'password' => ACCEPTANCE_PASSWORD, 'logintoken' => $token[1]], '', '&'
    )); // Moodle sets PHP's own separator to &amp;
    return $browser;
}

function page_seen(curl $browser, string $url): array {
    $html = $browser->get($url);
    $document = new DOMDocument();
    $document->loadHTML($html, LIBXML_NOERROR); // libxml knows no tags of HTML 5.
    $boxes = (new DOMXPath($document))->query(
        '//*[contains(@class, "errormessage") or contains(@class, "alert-danger") or contains(@class, "debuggingmessage")'
        . ' or contains(@class, "notifytiny") or contains(@class, "xdebug-error")]'
    );
    $complaints = array_map(fn($one) => trim($one->textContent), iterator_to_array($boxes));
    $title = $document->getElementsByTagName('title')->item(0);
    return [
        'status' => $browser->get_info()['http_code'], 'title' => $title ? $title->textContent : '',
        'complaints' => $complaints,
    ];
}
