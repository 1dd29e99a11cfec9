<?php
// A learner answers the feedbacks that scales become, and sees what Moodle makes of the answers.

require_once($CFG->dirroot . '/mod/feedback/lib.php');

return function (stdClass $course, int $learner, completion_info $completion): array {
    $state = fn(cm_info $cm) => (int) $completion->get_data($cm, false, $learner)->completionstate;
    $seen = [];
    foreach (get_fast_modinfo($course)->get_instances_of('feedback') as $cm) {
        $seen[substr(strrchr($cm->idnumber, '/'), 1)] = ['before' => $state($cm)] + feedback_answered($cm, $learner)
            + ['done' => $state($cm)];
    }
    return $seen;
};

/** Gives each question its first or a long answer, page by page as the form does, and reads all back. */
function feedback_answered(cm_info $cm, int $learner): array {
    global $DB;
    $feedback = $DB->get_record('feedback', ['id' => $cm->instance], '*', MUST_EXIST);
    $form = new mod_feedback_completion($feedback, $cm, $cm->course, false, null, null, $learner);
    $shown = [];
    $answers = new stdClass();
    foreach ($form->get_items() as $item) {
        $kind = feedback_get_item_class($item->typ);
        $shown[] = $item->typ === 'label' ? 'label' : strip_tags($kind->get_display_name($item));
        if ($item->hasvalue) {
            $several = str_starts_with($item->presentation, 'c>>>>>');
            $value = str_starts_with($item->typ, 'multichoice') ? 2 : 'Words & <signs>';
            $answers->{"{$item->typ}_{$item->id}"} = $several ? [0 => 0, 1 => 1, 2 => 2] : $value;
        }
    }
    $can = $form->can_complete() && $form->can_submit();
    $form->save_response_tmp($answers);
    $form->save_response();
    $completed = $form->get_completed();
    $values = [];
    foreach ($form->get_items() as $item) {
        if ($item->hasvalue) {
            $value = $DB->get_record('feedback_value', ['item' => $item->id, 'completed' => $completed->id]);
            $values[$item->label] = feedback_get_item_class($item->typ)->get_printval($item, $value);
        }
    }
    return [
        'can' => $can, 'pages' => count($form->get_pages()), 'shown' => $shown, 'values' => $values,
        'anonymous' => (int) $completed->anonymous_response,
        'again' => (new mod_feedback_completion($feedback, $cm, $cm->course, false, null, null, $learner))->can_submit(),
    ];
}
