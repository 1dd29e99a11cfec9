<?php
// How an assignment is marked: the controller that is active, and the grade that a marker's choices give.

require_once($CFG->dirroot . '/grade/grading/lib.php');
require_once($CFG->dirroot . '/mod/assign/locallib.php');

/** The scheme that marks an assignment, as Moodle reads it, and what the best and the weakest choices are worth. */
function arrived_scheme(cm_info $cm): ?array {
    $manager = get_grading_manager($cm->context, 'mod_assign', 'submissions');
    $controller = $manager->get_active_controller();
    if (!$controller) {
        return null;
    }
    $definition = $controller->get_definition();
    $found = [
        'method' => $manager->get_active_method(),
        'ready' => $controller->is_form_available(),
        'preview' => $controller->render_preview(new moodle_page()),
        'best' => marked_by($controller, true),
        'weakest' => marked_by($controller, false),
    ];
    if ($found['method'] === 'rubric') {
        $found['criteria'] = array_map(fn($one) => [
            $one['description'], array_map(fn($level) => [(float) $level['score'], $level['definition']], array_values($one['levels'])),
        ], array_values($definition->rubric_criteria));
    } else {
        $found['criteria'] = array_map(fn($one) => [
            $one['shortname'], $one['description'], $one['descriptionmarkers'], (float) $one['maxscore'],
        ], array_values($definition->guide_criteria));
        $found['comments'] = array_map(fn($one) => $one['description'], array_values($definition->guide_comments));
    }
    return $found;
}

/** The grade out of 100 when the marker gives each criterion the most, or the least. */
function marked_by(gradingform_controller $controller, bool $best): float {
    global $USER;
    $controller->set_grade_range(make_grades_menu(100), true);
    $instance = $controller->get_or_create_instance(0, $USER->id, time());
    $criteria = [];
    $definition = $controller->get_definition();
    foreach ($definition->rubric_criteria ?? [] as $id => $one) {
        $levels = array_column($one['levels'], 'score', 'id');
        asort($levels);
        $criteria[$id] = ['levelid' => $best ? array_key_last($levels) : array_key_first($levels), 'remark' => ''];
    }
    foreach ($definition->guide_criteria ?? [] as $id => $one) {
        $criteria[$id] = ['score' => $best ? $one['maxscore'] : 0, 'remark' => ''];
    }
    $grade = (float) $instance->submit_and_get_grade(['criteria' => $criteria], $best ? 900001 : 900002);
    $instance->cancel();
    return $grade;
}
