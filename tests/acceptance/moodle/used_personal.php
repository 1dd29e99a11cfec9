<?php
// A learner ticks a page, which opens an assignment, and hands a text in there.

require_once($CFG->dirroot . '/mod/assign/locallib.php');

return function (stdClass $course, int $learner, completion_info $completion): array {
    $open = fn(string $id) => in_array($id, array_map(fn($key) => substr(strrchr($key, '/') ?: '', 1), open_to($course, $learner)));
    $state = fn(string $id) => (int) $completion->get_data(activity_of($course, $id), false, $learner)->completionstate;
    $seen = ['letter_before' => $open('letter')];
    $completion->update_state(activity_of($course, 'diary'), COMPLETION_COMPLETE, $learner);
    $seen['diary'] = $state('diary');
    $seen['letter_open'] = $open('letter');
    $cm = activity_of($course, 'letter');
    $assign = new assign(context_module::instance($cm->id), $cm, $course);
    $assign->get_user_submission($learner, true);
    $text = (object) ['onlinetext_editor' => ['text' => '<p>My own text.</p>', 'format' => FORMAT_HTML, 'itemid' => file_get_unused_draft_itemid()]];
    $notices = [];
    $seen['saved'] = $assign->save_submission($text, $notices);
    $seen['letter'] = $state('letter');
    return $seen;
};
