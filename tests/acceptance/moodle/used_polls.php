<?php
// A learner answers a choice, and sees what everybody has answered.

require_once($CFG->dirroot . '/mod/choice/lib.php');

return function (stdClass $course, int $learner, completion_info $completion): array {
    $cm = activity_of($course, 'evening');
    $choice = choice_get_choice($cm->instance);
    $state = fn() => (int) $completion->get_data($cm, false, $learner)->completionstate;
    $options = choice_prepare_options($choice, get_complete_user_data('id', $learner), $cm, choice_get_response_data($choice, $cm, 0, true));
    $seen = ['options' => array_map(fn($one) => $one->text, $options['options']), 'before' => $state()];
    $seen['results_before'] = choice_can_view_results($choice, choice_get_my_response($choice) ?: null, true);
    choice_user_submit_response(array_keys($choice->option)[1], $choice, $learner, $course, $cm);
    $seen['results_after'] = choice_can_view_results($choice, choice_get_my_response($choice), true);
    $seen['after'] = $state();
    return $seen;
};
