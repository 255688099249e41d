"""Files that lie on company servers: current work, things of old, and what the destination already holds."""

from __future__ import annotations

WORK_FILES = (
    ("staff_directory.csv", "names, teams and extensions"),
    ("quarterly_report_q4.pdf", "report for the fourth quarter"),
    ("supplier_contracts.zip", "contracts in force with suppliers"),
    ("payroll_calendar.xlsx", "pay days and cut-off dates"),
    ("onboarding_slides.pptx", "slides for new staff"),
    ("price_list.csv", "list prices by product"),
    ("support_macros.json", "answers that support uses often"),
    ("roadmap.md", "what is planned for the next two quarters"),
    ("security_training.mp4", "recording of the yearly training"),
    ("vendor_invoices.zip", "invoices of the running year"),
    ("brand_assets.zip", "logos and templates"),
    ("incident_reviews.docx", "reviews of the year's incidents"),
)
OLD_FILES = (
    ("migration_log.txt", "log of the last migration"),
    ("api_reference_v1.html", "reference of an interface no longer offered"),
    ("printer_drivers.zip", "drivers for printers that are gone"),
    ("floor_plan_old_office.pdf", "floor plan of the former office"),
    ("survey_raw_data.csv", "answers to a survey long since reported"),
    ("mail_archive_index.db", "index of a mail archive"),
    ("demo_recordings.tar", "recordings of early demos"),
    ("legacy_fonts.zip", "fonts of the former brand"),
    ("load_test_results.csv", "results of load tests"),
    ("wiki_snapshot.tar.gz", "snapshot of the wiki before its move"),
    ("crash_dumps.tar", "dumps of crashes that are closed"),
    ("sales_figures_old.xls", "sales figures of years past"),
)
RESIDENTS = (
    ("build_cache.tar", "cache of the build machines"),
    ("ticket_export.csv", "export of the ticket system"),
    ("metrics_rollup.parquet", "weekly metrics"),
    ("package_mirror.idx", "index of the package mirror"),
    ("log_rotation.conf", "settings of the log rotation"),
)
