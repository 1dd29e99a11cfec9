<?php
// What arrived of a course as a whole: fields, competencies, gradebook, badges, criteria.

require_once($CFG->libdir . '/gradelib.php');
require_once($CFG->libdir . '/badgeslib.php');

function course_level(int $id): array {
    global $DB;
    rebuild_course_cache($id, true);
    grade_regrade_final_grades($id);
    $course = $DB->get_record('course', ['id' => $id], '*', MUST_EXIST);
    $context = context_course::instance($id);
    $sections = [];
    foreach (get_fast_modinfo($course)->get_section_info_all() as $section) {
        $sections[] = ['name' => $section->name, 'summary' => $section->summary];
    }
    return [
        'fullname' => $course->fullname,
        'lang' => $course->lang,
        'summary' => $course->summary,
        'tags' => array_values(core_tag_tag::get_item_tags_array('core', 'course', $id)),
        'picture' => array_map(
            fn($file) => $file->get_filename(),
            array_values((new core_course_list_element($course))->get_course_overviewfiles())
        ),
        'fields' => fields_of_course($id),
        'competencies' => competencies_of_course($id),
        'activities' => activities_of_course($course),
        'sections' => $sections,
        'required' => required_of_course($id),
        'grades' => grades_of_course($id),
        'badges' => badges_of_course($id, $context),
    ];
}

function fields_of_course(int $id): array {
    $values = [];
    foreach (\core_course\customfield\course_handler::create()->get_instance_data($id) as $data) {
        if ($data->get('id')) {
            $values[$data->get_field()->get('shortname')] = $data->get_value();
        }
    }
    return $values;
}

function named_competency(int $id): string {
    $competency = new \core_competency\competency($id);
    return $competency->get_framework()->get('idnumber') . ' ' . $competency->get('idnumber');
}

function competencies_of_course(int $id): array {
    $found = [];
    foreach (\core_competency\course_competency::get_records(['courseid' => $id], 'sortorder') as $one) {
        $found[named_competency($one->get('competencyid'))] = (int) $one->get('ruleoutcome');
    }
    return $found;
}

function activities_of_course(stdClass $course): array {
    $found = [];
    foreach (get_fast_modinfo($course)->get_cms() as $cm) {
        $links = [];
        foreach (\core_competency\course_module_competency::get_records(['cmid' => $cm->id], 'sortorder') as $one) {
            $links[named_competency($one->get('competencyid'))] = (int) $one->get('ruleoutcome');
        }
        $found[] = [
            'idnumber' => $cm->idnumber, 'module' => $cm->modname, 'name' => $cm->name, 'section' => $cm->sectionnum,
            'url' => $cm->url ? $cm->url->out(false) : null, 'competencies' => $links,
        ];
    }
    return $found;
}

function required_of_course(int $id): array {
    global $DB;
    return array_values($DB->get_fieldset_sql(
        'SELECT cm.idnumber FROM {course_completion_criteria} c JOIN {course_modules} cm ON cm.id = c.moduleinstance
         WHERE c.course = ? ORDER BY c.id',
        [$id]
    ));
}

function grades_of_course(int $id): array {
    $found = [];
    foreach (grade_item::fetch_all(['courseid' => $id]) ?: [] as $item) {
        $parent = $item->get_parent_category();
        $own = in_array($item->itemtype, ['category', 'course']) ? $item->load_item_category() : null;
        $found[(int) $item->sortorder] = [
            'type' => $item->itemtype,
            'name' => $own ? $own->fullname : $item->itemname,
            'idnumber' => $item->idnumber,
            'category' => $own && $own->parent ? grade_category::fetch(['id' => $own->parent])->fullname : ($own ? null : $parent->fullname),
            'aggregation' => $own ? (int) $own->aggregation : null,
            'max' => (float) $item->grademax,
            'pass' => (float) $item->gradepass,
            'coefficient' => (float) $item->aggregationcoef,
            'share' => round((float) $item->aggregationcoef2, 5),
            'override' => (int) $item->weightoverride,
            'hidden' => (int) $item->hidden,
        ];
    }
    ksort($found);
    return array_values($found);
}

function badges_of_course(int $id, context $context): array {
    global $DB;
    $found = [];
    foreach ($DB->get_records('badge', ['courseid' => $id], 'id') as $row) {
        $badge = new badge($row->id);
        $criteria = [];
        foreach ($DB->get_records('badge_criteria', ['badgeid' => $row->id], 'criteriatype') as $one) {
            $names = [];
            foreach ($DB->get_records('badge_criteria_param', ['critid' => $one->id], 'id') as $parameter) {
                $names[] = $one->criteriatype == BADGE_CRITERIA_TYPE_ACTIVITY
                    ? $DB->get_field('course_modules', 'idnumber', ['id' => $parameter->value])
                    : ($parameter->value == $id ? 'this course' : $parameter->value);
            }
            $criteria[] = ['type' => (int) $one->criteriatype, 'method' => (int) $one->method, 'of' => $names,
                'text' => $one->description];
        }
        $files = [];
        foreach (get_file_storage()->get_area_files($context->id, 'badges', 'badgeimage', $row->id, 'filename', false) as $file) {
            $files[$file->get_filename()] = $file->get_imageinfo();
        }
        $found[] = [
            'row' => (array) $row, 'active' => $badge->is_active(), 'criteria' => $criteria, 'files' => $files,
            'alignments' => array_values(array_map(fn($one) => (array) $one, $badge->get_alignments())),
            'related' => array_values(array_map(fn($one) => $one->name, $badge->get_related_badges())),
            'tags' => array_values(core_tag_tag::get_item_tags_array('core_badges', 'badge', $row->id)),
        ];
    }
    return $found;
}
