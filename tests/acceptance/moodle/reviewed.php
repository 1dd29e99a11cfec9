<?php
// A workshop from submission to the gradebook, done through Moodle's own classes.

require_once($CFG->dirroot . '/mod/workshop/locallib.php');

function workshop_of(cm_info $cm): workshop {
    global $DB;
    return new workshop($DB->get_record('workshop', ['id' => $cm->instance], '*', MUST_EXIST), $cm, $cm->get_course());
}

/** What the form asks of reviewers: each criterion with its levels or its points and weight. */
function criteria_of(workshop $workshop): array {
    global $DB;
    $found = ['strategy' => $workshop->strategy, 'criteria' => []];
    foreach ($DB->get_records("workshopform_$workshop->strategy", ['workshopid' => $workshop->id], 'sort') as $row) {
        $criterion = ['text' => $row->description];
        if ($workshop->strategy === 'rubric') {
            $levels = $DB->get_records('workshopform_rubric_levels', ['dimensionid' => $row->id], 'grade');
            $criterion['levels'] = array_map(fn($level) => [(float) $level->grade, $level->definition], array_values($levels));
        } else {
            $criterion += ['points' => (int) $row->grade, 'weight' => (int) $row->weight];
        }
        $found['criteria'][] = $criterion;
    }
    return $found;
}

/** What a reviewer sends who gives a share of the points that each criterion takes; of levels, the nearest below. */
function assessment_form(workshop $workshop, float $share): stdClass {
    global $DB;
    $data = new stdClass();
    $rows = array_values($DB->get_records("workshopform_$workshop->strategy", ['workshopid' => $workshop->id], 'sort'));
    $data->nodims = count($rows);
    foreach ($rows as $number => $row) {
        $data->{"dimensionid__idx_$number"} = $row->id;
        $data->{"gradeid__idx_$number"} = '';
        if ($workshop->strategy === 'rubric') {
            $levels = array_values($DB->get_records('workshopform_rubric_levels', ['dimensionid' => $row->id], 'grade'));
            $data->{"chosenlevelid__idx_$number"} = $levels[(int) floor($share * (count($levels) - 1))]->id;
        } else {
            $data->{"grade__idx_$number"} = $row->grade * $share;
            $data->{"peercomment__idx_$number"} = 'So.';
        }
    }
    return $data;
}

/** Lets each person hand in, assess all others with a share of the points, and closes the workshop. */
function reviewed_workshop(cm_info $cm, array $people, float $share): array {
    global $DB;
    $workshop = workshop_of($cm);
    $workshop->switch_phase(workshop::PHASE_SUBMISSION);
    $submissions = [];
    foreach ($people as $person) {
        $submissions[$person] = $DB->insert_record('workshop_submissions', [
            'workshopid' => $workshop->id, 'example' => 0, 'authorid' => $person, 'timecreated' => time(), 'timemodified' => time(),
            'title' => 'A plan', 'content' => '<p>Outcome.</p>', 'contentformat' => FORMAT_HTML, 'contenttrust' => 0,
        ]);
    }
    $workshop->switch_phase(workshop::PHASE_ASSESSMENT);
    $given = [];
    foreach ($submissions as $author => $submission) {
        foreach (array_diff($people, [$author]) as $reviewer) {
            $allocated = $workshop->add_allocation($workshop->get_submission_by_id($submission), $reviewer);
            $assessment = $DB->get_record('workshop_assessments', ['id' => $allocated], '*', MUST_EXIST);
            $given[] = (float) $workshop->grading_strategy_instance()->save_assessment($assessment, assessment_form($workshop, $share));
        }
    }
    $workshop->switch_phase(workshop::PHASE_EVALUATION);
    $workshop->aggregate_submission_grades();
    $evaluator = $workshop->grading_evaluation_instance();
    $evaluator->update_grading_grades((object) ['comparison' => 5]);
    $workshop->aggregate_grading_grades();
    workshop_of($cm)->switch_phase(workshop::PHASE_CLOSED);
    return ['given' => $given];
}
