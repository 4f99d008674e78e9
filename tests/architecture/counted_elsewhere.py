"""The numbers that the program shows or prints and that are no figures, each with the reason why it may be so.

All others are figures (`db.records.figure`): declared with their types, evaluated by `db.services.figures`, and open their rows. A
new number is a figure, or stands here with one of these reasons:
"""

HERE = "how many rows stand in this list, on this page or paper, which shows each of them, or how many it leaves out"
ONE = "parts of the one record that is open or printed, or what belongs to it"
WORK = "how large, or how far, the piece of work is that the clerk does just now: it is told with what was done"
SIZE = "how much the store holds, for IT staff and before work is switched off or all of it is exported"
MUST = "what the figure of the must is made of: tests/db/figures holds the two together"
DUE = "rows of the list below it on the same screen, read in one piece with it: tests/gui/figures holds it against the figure"
CRAFT = "no number for a clerk: letters, places on paper, keys, pieces of a file, the self-test"

SHOWN: dict[str, dict[str, str]] = {
    "db/evidence_commands.py": {"_add": WORK, "_save": WORK},
    "db/import_command.py": {"_problem_lines": WORK},
    "db/services/bodies/leaving.py": {"posts_told": ONE},
    "db/services/centre/own_options.py": {"_fit": CRAFT},
    "db/services/centre/stage_names.py": {"_refuse_long": CRAFT},
    "db/services/clocks.py": {"left": CRAFT},
    "db/services/estates/committee_table.py": {"_look_at": WORK},
    "db/services/importing/book.py": {"_meant": WORK, "_shown": WORK, "led_to": WORK},
    "db/services/importing/empty_table.py": {"_fill": WORK},
    "db/services/importing/plan.py": {"make_plan": WORK},
    "db/services/list_records.py": {"list_records": HERE},
    "db/services/musts.py": {"told": MUST},
    "db/services/pictures/scan.py": {"pages_of": CRAFT},
    "db/services/registry/change_house.py": {"_listed": ONE},
    "db/services/registry/grid_tables.py": {"_compare": WORK, "end": WORK},
    "db/services/registry/import_roster/plan.py": {"_assumptions": WORK},
    "db/services/registry/ledgers/counts.py": {"ledgers_due": ONE},
    "db/services/sheets/xls.py": {"_workbook_stream": CRAFT},
    "db/services/typed_values.py": {"the_one": HERE},
    "gui/dialogs/catch_up.py": {"_put": WORK},
    "gui/dialogs/meeting_choice.py": {"__init__": ONE},
    "gui/dialogs/export_dialog.py": {"__init__": WORK},
    "gui/dialogs/sheet_dialog.py": {"commit": WORK, "selections": HERE},
    "gui/evidence/card.py": {"_show_words": ONE, "counted": ONE},
    "gui/evidence/doing.py": {
        "_ask_reason": WORK,
        "_named": WORK,
        "_on_added": WORK,
        "_on_removed": WORK,
        "add": WORK,
        "ask_where_to": WORK,
        "save_to": WORK,
        "stopped": WORK,
        "told_refusals": WORK,
    },
    "gui/evidence/viewer.py": {"_show_words": ONE},
    "gui/pages/bodies/merging.py": {"_sentence": WORK},
    "gui/pages/bodies/person.py": {"_end_by": WORK, "_show_doings": ONE},
    "gui/pages/bodies/whose_name.py": {"_name_card": HERE, "_say_whose": HERE, "say": HERE},
    "gui/pages/centre/checking.py": {"show_report": HERE},
    "gui/pages/estates/dividing.py": {"_on_done_clicked": WORK, "_sentence": WORK},
    "gui/pages/figures/rows_card.py": {"_show": HERE},
    "gui/pages/hall/meeting_plan.py": {"_show_count": ONE},
    "gui/pages/hall/meeting_presence.py": {"_show_figures": ONE},
    "gui/pages/hall/to_meeting.py": {"invite": WORK},
    "gui/pages/importing/change_policy.py": {"show_plan": WORK},
    "gui/pages/importing/import_undo.py": {"_question": WORK},
    "gui/pages/importing/past_imports.py": {"show_undone": WORK},
    "gui/pages/importing/sheet_card.py": {"_show_tabs": WORK},
    "gui/pages/letters/number_gaps.py": {"go_on": WORK},
    "gui/pages/matter_moves.py": {"catch_up": WORK, "make": WORK},
    "gui/pages/registry/person.py": {"_make_household": ONE},
    "gui/pages/registry/ledger_doing.py": {"bring_in": WORK, "brought": WORK},
    "gui/pages/registry/ledger_prints.py": {"_meant": HERE},
    "gui/pages/registry/ledger_words.py": {"band": HERE, "called": WORK, "progress": HERE},
    "gui/pages/registry/to_ledger.py": {"ask": WORK, "show": WORK},
    "gui/pages/today.py": {"_agenda_words": ONE, "_show_figures": DUE, "_show_items": HERE, "_show_next_meeting": ONE},
    "gui/pages/visits/to_visits.py": {"ask": WORK, "tell": WORK},
    "gui/papers/photo_papers.py": {"refuse": WORK},
    "gui/rescue.py": {"_kept": WORK},
    "gui/selftest/paper_checks.py": {"as_word": CRAFT, "every_paper": CRAFT, "notice": CRAFT, "on_a_printer": CRAFT},
    "gui/selftest/store_checks.py": {
        "back_up": CRAFT,
        "encrypted": CRAFT,
        "far_cell": CRAFT,
        "make": CRAFT,
        "search": CRAFT,
    },
    "gui/selftest/window_checks.py": {"fonts": CRAFT, "idle_time": CRAFT, "paint": CRAFT},
    "gui/tour/hands.py": {"take": CRAFT},
    "gui/widgets/editors/id_number.py": {"_show_echo": CRAFT},
    "gui/widgets/form.py": {"_restore_draft": ONE},
    "gui/widgets/form_problems.py": {"show_problems": ONE},
    "gui/widgets/ledger_chips.py": {"show_rows": HERE},
    "gui/widgets/invitation.py": {"group_menu": HERE},
    "gui/widgets/letter_list.py": {"_show_count": HERE},
    "gui/widgets/navigation.py": {"_line": CRAFT},
    "gui/widgets/passphrase.py": {"strength": CRAFT},
    "gui/widgets/unfinished_card.py": {"show_drafts": HERE},
    "printing/embedding.py": {"__missing__": CRAFT, "getSubsetInternalName": CRAFT, "to_unicode": CRAFT},
    "printing/fontfile.py": {"_checksum": CRAFT, "subset": CRAFT},
    "printing/papers/hall/ballots.py": {"layout": ONE},
    "printing/papers/hall/meeting_record.py": {"_circumstances": ONE},
    "printing/papers/hall/minutes.py": {"_opening": ONE},
    "printing/papers/hall/notice.py": {"_topics": ONE},
    "printing/papers/hall/sign_in.py": {"layout": HERE},
    "printing/papers/hall/tally.py": {"layout": ONE},
    "printing/papers/letters/number_book.py": {"_sum": HERE},
    "printing/papers/letters/posting_proof.py": {"_statement": CRAFT},
    "printing/papers/listing.py": {"_notes": HERE},
    "printing/papers/mediation/agreement.py": {"_bands": ONE},
    "printing/papers/mediation/case_intake.py": {"_signatures": ONE},
    "printing/papers/mediation/common.py": {"parties_blocks": ONE},
    "printing/papers/photo_sheet.py": {"_head": HERE, "_words": CRAFT},
    "printing/papers/record_sheet.py": {"_parts": ONE},
    "printing/papers/registry/household_card.py": {"_form": ONE},
    "printing/papers/registry/roster.py": {"_bands": HERE, "layout": HERE},
    "printing/papers/visits/visit_list.py": {"_bands": HERE, "layout": HERE},
}
"""By file the functions that put into words what they count."""

COUNTED: dict[str, dict[str, str]] = {
    "db/commands.py": {"_counts": SIZE},
    "db/services/centre/switches.py": {"kept": SIZE},
    "db/services/clocks.py": {"without_hours": CRAFT},
    "db/services/estates/dividing.py": {"_weigh": WORK},
    "db/services/musts.py": {"standing": MUST},
    "db/services/registry/ledgers/counts.py": {"ledgers_due": ONE},
    "db/services/selection.py": {"ids": HERE},
    "gui/lookup.py": {"every": HERE},
}
"""By file the functions that ask the store how many there are."""

ASKED = {
    "db/store/asked_rows.py": CRAFT,
    "db/store/measuring.py": "the figures",
    "db/store/list_reading.py": HERE,
    "db/store/references.py": CRAFT,
    "db/store/stages.py": CRAFT,
    "db/store/driver.py": CRAFT,
}
"""The files of the store whose SQL counts or adds up; steps of the schema do so once, for ids."""
