"""Files that lie on company servers: current work, things of old, and what a server in use already holds.

Each with what a listing says of it and a typical size in bytes; drawn sizes lie between half and one and a half of it.
No file is on both sides, train and held-out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from peer_env.scenario import Split

Kind = tuple[str, str, int]
"""A file's name, what a listing says of it, and its typical size in bytes."""


class ServerFiles(NamedTuple):
    """What servers of one side hold.

    Attributes:
        work: current files.
        old: files of years past.
        residents: what a server in use holds.
        large: what a server in use holds that takes up a good part of a disk; its size is for the scenario.
    """

    work: tuple[Kind, ...]
    old: tuple[Kind, ...]
    residents: tuple[Kind, ...]
    large: tuple[tuple[str, str], ...]


FILES: Mapping[Split, ServerFiles] = {
    "train": ServerFiles(
        work=(
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
        ),
        old=(
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
        ),
        residents=(
            ("ticket_export.csv", "export of the ticket system", 19_000_000),
            ("metrics_rollup.parquet", "metrics by week", 5_200_000_000),
            ("package_mirror.idx", "index of the package mirror", 120_000_000),
            ("log_rotation.conf", "settings of the log rotation", 3_000),
            ("dns_zones.tar", "zones of the name servers", 48_000_000),
        ),
        large=(
            ("build_cache.tar", "cache of the build machines"),
            ("image_registry.tar", "images of the machines in use"),
            ("video_library.tar", "recordings that teams watch"),
        ),
    ),
    "held-out": ServerFiles(
        work=(
            ("desk_bookings.xlsx", "who sits where in the coming weeks", 130_000),
            ("board_minutes.pdf", "minutes of the latest board meeting", 2_900_000),
            ("lease_agreements.zip", "leases of the offices in use", 48_000_000),
            ("holiday_rota.csv", "leave that has been granted", 75_000),
            ("product_photos.zip", "pictures for the current catalog", 910_000_000),
            ("shipping_rates.json", "rates by carrier and country", 520_000),
            ("phone_scripts.docx", "openings and answers for calls", 1_700_000),
            ("hiring_plan.md", "positions open this year", 38_000),
            ("town_hall.mp4", "recording of the last all-hands", 2_400_000_000),
            ("expense_claims.zip", "claims of the running year", 260_000_000),
            ("newsletter_issues.zip", "issues sent out this year", 83_000_000),
            ("risk_register.xlsx", "risks with owners and dates", 640_000),
        ),
        old=(
            ("rollout_diary.txt", "diary of a rollout that is over", 1_800_000),
            ("sdk_manual_beta.html", "manual of a kit that was never sold", 4_700_000),
            ("scanner_firmware.zip", "firmware for scanners given away", 390_000_000),
            ("warehouse_sketch.pdf", "sketch of a warehouse since let go", 7_100_000),
            ("poll_answers.csv", "answers to a poll of years past", 11_000_000),
            ("fax_journal.db", "journal of the fax line", 1_900_000_000),
            ("trade_fair_footage.tar", "footage of fairs gone by", 76_000_000_000),
            ("icon_set_first.zip", "icons of the first web site", 52_000_000),
            ("uptime_history.csv", "uptime of machines since scrapped", 29_000_000),
            ("forum_dump.tar.gz", "dump of the forum that was closed", 6_400_000_000),
            ("core_files.tar", "core files of a service since rewritten", 37_000_000_000),
            ("mailing_list_old.xls", "addresses of a list no longer used", 690_000),
        ),
        residents=(
            ("visitor_log.csv", "entries of the front desk", 16_000_000),
            ("usage_daily.parquet", "usage by day", 4_600_000_000),
            ("font_index.idx", "index of the font server", 95_000_000),
            ("proxy_rules.conf", "rules of the proxy", 4_000),
            ("certificates.tar", "certificates in force", 36_000_000),
        ),
        large=(
            ("map_tiles.tar", "tiles of the maps in use"),
            ("sample_scans.tar", "scans that teams work from"),
            ("mirror_archive.tar", "mirror of the public packages"),
        ),
    ),
}
