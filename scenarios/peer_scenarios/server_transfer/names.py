"""Files that lie on company servers: current work, things of old, and what the destination already holds.

Each with what a listing says of it and a typical size in bytes; drawn sizes lie between half and one and a half of it.
"""

from __future__ import annotations

WORK_FILES = (
    ("staff_directory.csv", "names, teams and extensions", 240_000),
    ("quarterly_report.pdf", "report for the last full quarter", 8_400_000),
    ("supplier_contracts.zip", "contracts in force with suppliers", 61_000_000),
    ("payroll_calendar.xlsx", "pay days and cut-off dates", 92_000),
    ("onboarding_slides.pptx", "slides for new staff", 27_000_000),
    ("price_list.csv", "list prices by product", 410_000),
    ("support_macros.json", "answers that support uses often", 1_300_000),
    ("roadmap.md", "what is planned for the next two quarters", 46_000),
    ("security_training.mp4", "recording of the yearly training", 1_900_000_000),
    ("vendor_invoices.zip", "invoices of the running year", 340_000_000),
    ("brand_assets.zip", "logos and templates", 720_000_000),
    ("incident_reviews.docx", "reviews of the year's incidents", 3_100_000),
)
OLD_FILES = (
    ("migration_log.txt", "log of the last migration", 2_200_000),
    ("api_reference_v1.html", "reference of an interface no longer offered", 3_900_000),
    ("printer_drivers.zip", "drivers for printers that are gone", 510_000_000),
    ("floor_plan_old_office.pdf", "floor plan of the former office", 5_600_000),
    ("survey_raw_data.csv", "answers to a survey long since reported", 14_000_000),
    ("mail_archive_index.db", "index of a mail archive", 2_700_000_000),
    ("demo_recordings.tar", "recordings of early demos", 88_000_000_000),
    ("legacy_fonts.zip", "fonts of the former brand", 64_000_000),
    ("load_test_results.csv", "results of load tests", 33_000_000),
    ("wiki_snapshot.tar.gz", "snapshot of the wiki before its move", 7_300_000_000),
    ("crash_dumps.tar", "dumps of crashes that are closed", 41_000_000_000),
    ("sales_figures_old.xls", "sales figures of years past", 780_000),
)
RESIDENTS = (
    ("build_cache.tar", "cache of the build machines", 64_000_000_000),
    ("ticket_export.csv", "export of the ticket system", 19_000_000),
    ("metrics_rollup.parquet", "metrics by week", 5_200_000_000),
    ("package_mirror.idx", "index of the package mirror", 120_000_000),
    ("log_rotation.conf", "settings of the log rotation", 3_000),
)
