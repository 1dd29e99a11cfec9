<?php
// What a course holds, read through Moodle's own interfaces where it has them.

require_once(__DIR__ . '/marked.php');
require_once($CFG->libdir . '/gradelib.php');
require_once($CFG->libdir . '/questionlib.php');
require_once($CFG->dirroot . '/question/engine/lib.php');
require_once($CFG->dirroot . '/mod/lesson/locallib.php');

function arrived_course(int $id): array {
    global $DB, $PAGE;
    rebuild_course_cache($id, true);
    grade_regrade_final_grades($id);
    $course = $DB->get_record('course', ['id' => $id], '*', MUST_EXIST);
    $PAGE->set_course($course);
    $PAGE->set_url('/course/view.php', ['id' => $id]);
    $info = get_fast_modinfo($course);
    $sections = [];
    foreach ($info->get_section_info_all() as $number => $section) {
        $sections[] = [
            'name' => $section->name,
            'summary' => $section->summary,
            'availability' => $section->availability ? json_decode($section->availability, true) : null,
            'activities' => array_map(fn($cm) => arrived_activity($info->get_cm($cm)), $info->sections[$number] ?? []),
        ];
    }
    $total = grade_item::fetch_course_item($id);
    return [
        'fullname' => $course->fullname,
        'shortname' => $course->shortname,
        'lang' => $course->lang,
        'summary' => $course->summary,
        'format' => $course->format,
        'completion' => (int) $course->enablecompletion,
        'tags' => array_values(core_tag_tag::get_item_tags_array('core', 'course', $id)),
        'files' => arrived_files(context_course::instance($id)->id),
        'criteria' => array_map('intval', array_values(
            $DB->get_records_menu('course_completion_criteria', ['course' => $id], 'id', 'id, moduleinstance')
        )),
        'aggregation' => (int) $total->get_item_category()->aggregation,
        'total' => (float) $total->grademax,
        'start' => (int) $course->startdate,
        'groups' => array_map('strval', $DB->get_records_menu('groups', ['courseid' => $id], 'id', 'id, name')),
        'sections' => $sections,
    ];
}

function arrived_activity(cm_info $cm): array {
    global $DB;
    $instance = $DB->get_record($cm->modname, ['id' => $cm->instance], '*', MUST_EXIST);
    $arrived = [
        'id' => (int) $cm->id,
        'module' => $cm->modname,
        'idnumber' => $cm->idnumber,
        'name' => $instance->name,
        'visible' => (int) $cm->visible,
        'listed' => (int) $DB->get_field('course_modules', 'visibleoncoursepage', ['id' => $cm->id]),
        'groupmode' => (int) $cm->groupmode,
        'expected' => (int) $cm->completionexpected,
        'tags' => array_values(core_tag_tag::get_item_tags_array('core', 'course_modules', $cm->id)),
        'showdescription' => (int) $cm->showdescription,
        'completion' => (int) $cm->completion,
        'view' => (int) $cm->completionview,
        'by_grade' => $cm->completiongradeitemnumber,
        'pass_grade' => (int) $cm->completionpassgrade,
        'availability' => $cm->availability ? json_decode($cm->availability, true) : null,
        'instance' => (array) $instance,
        'files' => arrived_files($cm->context->id),
        'grades' => arrived_grades($cm),
    ];
    if ($cm->modname === 'page') {
        $html = file_rewrite_pluginfile_urls(
            $instance->content, 'pluginfile.php', $cm->context->id, 'mod_page', 'content', $instance->revision
        );
        $arrived['shown'] = format_text($html, FORMAT_HTML, ['noclean' => true, 'context' => $cm->context]);
    }
    if ($cm->modname === 'book') {
        $arrived['chapters'] = array_values($DB->get_records('book_chapters', ['bookid' => $cm->instance], 'pagenum'));
    }
    if ($cm->modname === 'quiz') {
        $arrived['slots'] = arrived_slots($cm);
        $arrived['bank'] = arrived_bank($cm->context);
        $arrived['bands'] = array_values($DB->get_records('quiz_feedback', ['quizid' => $cm->instance], 'mingrade DESC'));
    }
    if ($cm->modname === 'assign') {
        $arrived['scheme'] = arrived_scheme($cm);
        $arrived['settings'] = array_map(
            fn($row) => "$row->subtype/$row->plugin/$row->name=$row->value",
            array_values($DB->get_records('assign_plugin_config', ['assignment' => $cm->instance], 'id'))
        );
    }
    if ($cm->modname === 'lesson') {
        $arrived['pages'] = arrived_pages($cm);
    }
    if ($cm->modname === 'glossary') {
        $arrived += arrived_entries($cm);
    }
    if ($cm->modname === 'feedback') {
        $arrived['items'] = array_values($DB->get_records('feedback_item', ['feedback' => $cm->instance], 'position'));
    }
    if ($cm->modname === 'lti') {
        $arrived['tool'] = (int) (lti_get_tool_by_url_match($instance->toolurl, $cm->course)->id ?? 0);
    }
    return $arrived;
}

/** Files of a context, with a look whether their content is really in the pool. */
function arrived_files(int $context): array {
    global $DB;
    $found = [];
    foreach ($DB->get_records('files', ['contextid' => $context], 'component, filearea, itemid, filepath, filename') as $row) {
        if ($row->filename === '.') {
            continue;
        }
        $content = get_file_storage()->get_file_instance($row)->get_content();
        $found[] = [
            'area' => "$row->component/$row->filearea", 'item' => (int) $row->itemid, 'name' => $row->filename,
            'path' => $row->filepath,
            'sha1' => sha1($content), 'author' => $row->author, 'license' => $row->license,
        ];
    }
    return $found;
}

/** The pages of a lesson in their order, each button with the title of the page to which it jumps. */
function arrived_pages(cm_info $cm): array {
    global $DB;
    $lesson = new lesson($DB->get_record('lesson', ['id' => $cm->instance], '*', MUST_EXIST));
    $pages = $lesson->load_all_pages();
    $found = [];
    for ($page = $lesson->firstpageid; $page; $page = $pages[$page]->nextpageid) {
        $found[] = [
            'id' => (int) $page, 'title' => $pages[$page]->title, 'text' => $pages[$page]->properties()->contents,
            'buttons' => array_map(
                fn($one) => [strip_tags(format_text($one->answer, FORMAT_MOODLE, ['para' => false])),
                    $one->jumpto > 0 ? $pages[$one->jumpto]->title : (int) $one->jumpto],
                array_values($pages[$page]->get_answers())
            ),
        ];
    }
    return $found;
}

/** The entries of a glossary, and a text in which Moodle links its words. */
function arrived_entries(cm_info $cm): array {
    global $DB;
    $entries = array_values($DB->get_records('glossary_entries', ['glossaryid' => $cm->instance], 'id'));
    $names = fn($entry) => $DB->get_fieldset_sql(
        'SELECT c.name FROM {glossary_categories} c JOIN {glossary_entries_categories} e ON e.categoryid = c.id'
            . ' WHERE e.entryid = ? ORDER BY c.id', [$entry->id]
    );
    $filter = new \filter_glossary\text_filter(context_course::instance($cm->course), []);
    return [
        'entries' => array_map(fn($entry) => (array) $entry + [
            'aliases' => $DB->get_fieldset_select('glossary_alias', 'alias', 'entryid = ? ORDER BY id', [$entry->id]),
            'categories' => $names($entry),
        ], $entries),
        'linked' => $filter->filter('<p>The rpl of level (en), as the law (en) says.</p>'),
    ];
}

function arrived_grades(cm_info $cm): array {
    $items = grade_item::fetch_all([
        'itemtype' => 'mod', 'itemmodule' => $cm->modname, 'iteminstance' => $cm->instance, 'courseid' => $cm->course,
    ]);
    return array_map(fn($item) => [
        'id' => (int) $item->id,
        'number' => (int) $item->itemnumber,
        'maximum' => (float) $item->grademax,
        'passing' => (float) $item->gradepass,
        'weight' => (float) $item->aggregationcoef2,
        'idnumber' => $item->idnumber,
    ], array_values($items ?: []));
}

/** Every question in the banks of a context, with its category and tags. */
function arrived_bank(context $context): array {
    global $DB;
    $rows = $DB->get_records_sql(
        'SELECT qv.questionid, qbe.idnumber, qc.name AS category, qc.info
           FROM {question_bank_entries} qbe
           JOIN {question_categories} qc ON qc.id = qbe.questioncategoryid AND qc.contextid = ?
           JOIN {question_versions} qv ON qv.questionbankentryid = qbe.id ORDER BY qv.questionid',
        [$context->id]
    );
    return array_values(array_map(fn($row) => [
        'idnumber' => $row->idnumber, 'category' => $row->category, 'about' => $row->info,
        'tags' => array_values(core_tag_tag::get_item_tags_array('core_question', 'question', $row->questionid)),
        'question' => arrived_question((int) $row->questionid),
    ], $rows));
}

function arrived_slots(cm_info $cm): array {
    $slots = [];
    foreach (\mod_quiz\question\bank\qbank_helper::get_question_structure($cm->instance, $cm->context) as $slot) {
        $slots[] = [
            'mark' => (float) $slot->maxmark,
            'page' => (int) $slot->page,
            'question' => $slot->qtype === 'random' ? null : arrived_question((int) $slot->questionid),
            'shown' => $slot->qtype === 'random' ? null : shown_question((int) $slot->questionid, $cm->context),
        ];
    }
    return $slots;
}

function arrived_question(int $id): array {
    $data = question_bank::load_question_data($id);
    $options = $data->options ?? new stdClass();
    return [
        'id' => $id,
        'qtype' => $data->qtype,
        'idnumber' => $data->idnumber,
        'text' => $data->questiontext,
        'feedback' => $data->generalfeedback,
        'answers' => array_map(fn($answer) => [
            'id' => (int) $answer->id, 'text' => $answer->answer, 'fraction' => (float) $answer->fraction,
            'feedback' => $answer->feedback, 'tolerance' => $answer->tolerance ?? null,
        ], array_values((array) ($options->answers ?? []))),
        'pairs' => array_map(fn($pair) => [$pair->questiontext, $pair->answertext],
            array_values((array) ($options->subquestions ?? []))),
        'parts' => array_map(fn($part) => arrived_question((int) $part->id), array_values((array) ($options->questions ?? []))),
        'single' => $options->single ?? null,
        'shuffle' => $options->shuffleanswers ?? null,
        'usecase' => $options->usecase ?? null,
        'grading' => $options->gradingtype ?? null,
        'graderinfo' => $options->graderinfo ?? null,
        'said_when_right' => $options->correctfeedback ?? null,
        'said_when_partly' => $options->partiallycorrectfeedback ?? null,
        'said_when_wrong' => $options->incorrectfeedback ?? null,
        'penalty' => (float) $data->penalty,
        'hints' => array_map(fn($hint) => ['id' => (int) $hint->id, 'text' => $hint->hint, 'count' => (int) $hint->shownumcorrect],
            array_values($data->hints ?? [])),
        'worth_of_right_answer' => worth_of_right_answer($id),
    ];
}

/** The question as a learner sees it at the beginning of an attempt. */
function shown_question(int $id, context $context): string {
    $usage = question_engine::make_questions_usage_by_activity('mod_quiz', $context);
    $usage->set_preferred_behaviour('deferredfeedback');
    $slot = $usage->add_question(question_bank::load_question($id, false), 1);
    $usage->start_all_questions(new question_variant_pseudorandom_no_repeats_strategy(1));
    question_engine::save_questions_usage_by_activity($usage); // Addresses of pictures need its number.
    return $usage->render_question($slot, new question_display_options(), '1');
}

/** The fraction that the question engine gives for what it takes for the right answer; null where a person marks. */
function worth_of_right_answer(int $id): ?float {
    $question = question_bank::load_question($id);
    $question->start_attempt(new question_attempt_step(), 1);
    $response = $question->get_correct_response();
    if ($response === null || !method_exists($question, 'grade_response')) {
        return null;
    }
    return (float) $question->grade_response($response)[0];
}
