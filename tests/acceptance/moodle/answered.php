<?php
// What the question engine makes of given answers, right and wrong: the fraction, the state, and what a learner then sees.

require_once($CFG->libdir . '/questionlib.php');
require_once($CFG->dirroot . '/question/engine/lib.php');
require_once($CFG->dirroot . '/question/type/gapselect/questionbase.php');

/** Answers questions: activity → question → list of responses as people would say them (texts of answers, by part). */
function answered_course(int $courseid, array $wishes): array {
    $found = [];
    foreach ($wishes as $activity => $questions) {
        $cm = activity_of(get_course($courseid), $activity);
        foreach ($questions as $name => $responses) {
            $id = question_named("/$activity#$name", $cm->context);
            $found[$activity][$name] = array_map(fn($one) => answered_question($id, $cm->context, $one), $responses);
        }
    }
    return $found;
}

function question_named(string $ending, context $context): int {
    global $DB;
    $like = $DB->sql_like('qbe.idnumber', ':ending');
    return (int) $DB->get_field_sql(
        "SELECT qv.questionid FROM {question_bank_entries} qbe
           JOIN {question_categories} qc ON qc.id = qbe.questioncategoryid AND qc.contextid = :context
           JOIN {question_versions} qv ON qv.questionbankentryid = qbe.id
          WHERE $like",
        ['context' => $context->id, 'ending' => '%' . $DB->sql_like_escape($ending)],
        MUST_EXIST
    );
}

function answered_question(int $id, context $context, array $wish): array {
    $usage = question_engine::make_questions_usage_by_activity('mod_quiz', $context);
    $usage->set_preferred_behaviour('deferredfeedback');
    $slot = $usage->add_question(question_bank::load_question($id), 1);
    $usage->start_all_questions();
    question_engine::save_questions_usage_by_activity($usage);
    $usage->process_action($slot, response_of($usage->get_question_attempt($slot), $wish));
    $usage->finish_all_questions();
    $options = new question_display_options();
    $options->rightanswer = question_display_options::HIDDEN;
    return [
        'fraction' => $usage->get_question_fraction($slot),
        'state' => (string) $usage->get_question_state($slot),
        'given' => $usage->get_response_summary($slot),
        'shown' => $usage->render_question($slot, $options, '1'),
    ];
}

/** The data that a browser would send for a response. */
function response_of(question_attempt $qa, array $wish): array {
    $question = $qa->get_question();
    if ($question instanceof qtype_multianswer_question) {
        $data = [];
        foreach ($wish as $part => $text) {
            $data["sub{$part}_answer"] = value_of($question->subquestions[$part], $text, $qa);
        }
        return $data;
    }
    if ($question instanceof qtype_gapselect_question_base) {
        $data = [];
        foreach ($wish as $place => $text) {
            $choices = $question->get_ordered_choices($question->places[$place]);
            $data["p$place"] = key_of(array_map(fn($choice) => $choice->text, $choices), $text);
        }
        return $data;
    }
    return ['answer' => value_of($question, $wish['answer'], $qa)];
}

function value_of(question_definition $question, string $text, question_attempt $qa): string|int {
    if (!$question instanceof qtype_multichoice_single_question) {
        return $text;
    }
    return key_of(array_map(fn($id) => $question->answers[$id]->answer, $question->get_order($qa)), $text);
}

function key_of(array $htmls, string $text): int {
    foreach ($htmls as $key => $html) {
        if (trim(html_entity_decode(strip_tags($html))) === $text) {
            return $key;
        }
    }
    throw new moodle_exception("no answer '$text' among " . implode(', ', $htmls));
}
